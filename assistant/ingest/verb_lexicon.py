"""The verbs that sentences with figures are made of, with their regular and irregular forms. Data only.

Words that are nouns as often as verbs stand in `EITHER_FORMS`: they are read as verbs only after a plural
noun or a pronoun (`grammar.reads_as_verb`).
"""

from __future__ import annotations

from typing import Final

_BASES: Final = """
abandon absorb accelerate accept accompany account accumulate achieve acknowledge acquire act adapt add
address adhere adjust administer admire admit adopt advance advise advocate affect afford agree aim align
allege allocate allow alter amount analyse analyze announce answer anticipate apologise apologize appear
apply appoint appreciate approach approve argue arise arm arrange arrest arrive ask aspire assemble assert
assess assign assist associate assume assure attach attack attain attempt attend attract attribute authorise
authorize automate average avoid await award back ban bar be bear beat become beg begin behave believe
belong benefit bet bill blame block boast boost borrow bounce break breathe breed bring broadcast budget
build burn buy calculate call campaign cancel capture care carry cast catch categorise categorize cause
cease celebrate centralise centralize challenge change characterise characterize charge chase chat check
cheer choose circulate cite claim clash classify clean clear climb cling close coach coincide collaborate
collapse collect combine come comment commission commit communicate commute compare compensate compete
compile complain complete comply compose comprise compromise conceal concede concentrate concern conclude
condemn conduct confess confirm conflict confront confuse connect conserve consider consist consolidate
constitute construct consult consume contact contain contend continue contract contradict contrast
contribute control convert convey convict convince cook cooperate cope copy correct correlate correspond
cost count cover crash create criticise criticize cross cultivate cure curb cut cycle damage dance dare date
deal debate decide declare decline decrease dedicate deem defeat defend define delay delegate delete deliver
demand demonstrate denounce deny depart depend depict deploy deposit depress derive descend describe deserve
design designate desire destroy detect deter deteriorate determine develop devote diagnose die differ
differentiate dig digest diminish dine dip direct disagree disappear disapprove disclose discontinue
discourage discover discriminate discuss dislike dismiss display dispose dispute disrupt distinguish
distribute distrust disturb dive diversify divide divorce do dominate donate double doubt download draft
drag drain draw dream dress drift drink drive drop drown dry dump duplicate dwell earn ease eat edge edit
educate elect eliminate embed embrace emerge emigrate emit emphasise emphasize employ empower enable enact
encounter encourage end endorse endure enforce engage enhance enjoy enrol enroll ensure enter entertain
entitle equal equate equip erode escape establish estimate evacuate evaluate evolve examine exceed excel
exchange exclude excuse execute exempt exercise exert exhibit exist expand expect experience experiment
explain explode exploit explore export expose express extend extract face facilitate fade fail fall favor
favour fear feature feed feel fight figure file fill finance find finish fire fish fit fix flag flee float
flood flow fluctuate fly focus fold follow forbid force forecast foresee forget forgive form formulate
foster found frame free freeze frequent fry fuel fulfil fulfill function fund gain gather generate get give
glance go govern grab grade graduate grant grasp greet grow guarantee guard guess guide halt halve hand
handle hang happen harm harvest hate have head heal hear heat help hesitate hide highlight hinder hire hit
hold honor honour hope host house hover hunt hurry hurt identify ignore illustrate imagine immigrate impact
implement imply import impose impress improve include incorporate increase incur indicate indulge infect
infer inflict influence inform inherit inhibit initiate inject injure innovate inquire insert insist inspect
inspire install instruct insure integrate intend intensify interact interest interfere interpret interrupt
intervene interview introduce invade invent invest investigate invite invoke involve isolate issue join joke
judge jump justify keep kick kill kiss knock know label lack land lapse last laugh launch lay lead lean
learn leave lend let level license lie lift like limit linger link list listen live load lobby locate lock
log look lose love lower mail maintain make manage manufacture march mark market marry master match mature
may mean measure meet melt mention merge message migrate minimise minimize miss mistrust mix modernise
modernize modify monitor motivate mount move multiply must name narrow need neglect negotiate nominate note
notice notify number nurse obey object observe obtain occupy occur offend offer omit open operate oppose opt
optimise optimize order organise organize originate oust outline outlive outnumber outpace outperform
outsource overcome overestimate overlook oversee overtake owe own pack paint park participate pass patch
pause pay peak penetrate perceive perform permit persist persuade phone photograph pick pilot pin place plan
plant play plead please pledge plot plummet plunge point poison poll ponder pool pop populate portray pose
position possess post postpone pour practice practise praise pray precede predict prefer prepare prescribe
present preserve press presume pretend prevail prevent price print prioritise prioritize proceed process
procure produce program progress prohibit project prolong promise promote prompt pronounce propose prosecute
protect protest prove provide provoke publicise publicize publish pull pump punish purchase pursue push put
qualify quantify quarrel question queue quit quote race raid rain raise rally range rank rate reach react
read realise realize rear reassess rebound rebuild recall receive recharge recognise recognize recommend
reconsider reconstruct record recover recruit recycle redesign reduce refer reflect reform refrain refresh
refuse regain regard register regret regulate reinforce reject rejoin relate relax release rely remain
remark remember remind remove render renew renovate rent reopen reorganise repair repay repeat repel replace
reply report represent reproduce request require rescue research resemble resent reserve reset reside resign
resist resolve resort respect respond rest restart restore restrict restructure result resume retain retire
retreat retrieve return reuse reveal reverse review revise revive reward rewrite ride ring rise risk rival
roam rob roll rotate rule run rush sack sacrifice sail sample sanction satisfy save say scale scan scare
schedule score scrap screen scroll seal search seat secure see seek seem seize select sell send separate
serve set settle shall shape share shed shelter shift shine ship shock shoot shop should shout show shrink
shut sign signal simplify sing sink sit skip slash sleep slide slip slow slump smell smile smoke snap soar
solicit solve sort sound span spare spark speak specialise specialize specify speculate spell spend spill
split sponsor spot spread spring spy squeeze stabilise stabilize stage stagnate stall stand standardise
standardize stare start state stay steal steer stem step stick stimulate stop store strengthen stress
stretch strike strip strive structure struggle study stumble subject submit subscribe substitute subtract
succeed sue suffer suffice suggest suit summarise summarize supervise supplement supply support suppose
suppress surge surpass surprise surrender surround survey survive suspect suspend sustain swap swear sweep
swell swim swing switch symbolise tackle tag take talk tap target taste tax teach tell tempt tend tender
terminate test testify text thank think threaten thrive throw tie tighten tire tolerate top total touch tour
trace track trade trail train transcend transfer transform translate transmit transport trap travel treat
trend trigger triple trust try tumble turn tweet twist type undergo undermine understand undertake
underestimate unify unite unlock update upgrade uphold upload upset urge use utilise utilize vaccinate value
vanish vary venture verify vet view violate visit visualise voice volunteer vote vow wage wait wake walk
want warm warn warrant wash waste watch water weaken wear weigh welcome widen win wipe wish withdraw
withhold withstand witness wonder work worry worsen would wound wrap write yell yield code perfect
"""
_IRREGULAR: Final = """
am is are was were been being has have had having did done does arose arisen awoke became begun began bent
bit bitten bled blew blown bore born borne bound bred brought broke broken built burnt bought came caught
chose chosen clung crept cut dealt drank drew drawn dreamt drove driven drunk dug ate eaten fed fell fallen
felt fled flew flown forbade forbidden forgot forgotten forgave forgiven fought found froze frozen got
gotten gave given went gone goes grew grown heard held hid hidden hit hung hurt kept knew known laid lay
lain led leant leapt learnt left lent let lit lost made meant met mistook mistaken overcame overtaken
overtook paid put quit ran rang read ridden rode rose risen rung said sang sank sat saw seen sought sold
sent set shed shone shook shaken shot showed shrank shrunk shown shut slept slid sped spelt spent spoke
spoken split spread sprang stole stolen stood struck stuck stung sung sunk swam swept swore sworn swung
taken took taught thrown threw told thought thrust torn tore understood undertook undertaken underwent
undergone upheld woke woken won wore worn wound wove woven withdrew withdrawn wrote written cannot can could
might can't won't don't doesn't didn't haven't hasn't hadn't isn't aren't wasn't weren't wouldn't couldn't
shouldn't will
"""
_EITHER: Final = """
account advance aim amount answer approach arm attack attempt average award back ban bar benefit bet bill
block boost break breed budget build call campaign care cast catch cause challenge change charge check claim
coach code comment commission compromise concern conflict contact contract contrast control cook copy cost
count cover crash cross cure cut cycle damage dance date deal debate decline decrease demand deposit design
desire digest display dispute doubt draft dream dress drift drink drive drop ease edge end escape estimate
exchange exercise experience experiment export face favor favour fear feature feed fight figure file fill
finance finish fire fish fit fix flag float flood flow focus fold force forecast form found frame freeze
fuel function fund gain grade grant guarantee guard guess guide halt hand harm harvest hate head heat help
highlight hire hit hold honor honour hope host house hunt impact import increase influence interest
interview issue joke judge jump kick kiss label lack land lapse laugh launch lead lean level license lift
like limit link list load lobby lock log look love mail march mark market master match measure melt mention
message miss mix monitor move name need note notice number nurse object offer open order outline own pack
paint park pass patch pause pay peak permit phone photograph pick pilot pin place plan plant play pledge
plot point poison poll pool position post practice present press price print process produce program
progress project promise protest pull pump purchase push question queue quote race raid rain raise rally
range rank rate reach read rebound record reform regard register regret release remark rent repair repeat
reply report request rescue research reserve resort respect rest result return reverse review reward ride
ring rise risk rival roll rule run rush sacrifice sail sample sanction save scale scan scare schedule score
scrap screen seal search seat set shape share shelter shift ship shock shop shout show sign signal sink
slide slip slump smell smile smoke sound span spark spot spread spring spy squeeze stage stall stand stare
start state stay stem step stick stop store stress stretch strike strip structure study subject suit
supplement supply support surge surprise surrender survey survive swap swing switch talk target taste tax
test text thank tie tire top total touch tour trace track trade trail train transfer transport trap travel
treat trend trust try turn tweet twist type update upgrade upload upset use value venture view visit voice
volunteer vote wage wait walk want warrant wash waste watch water win wish withdraw wonder work worry wound
wrap yell yield clean clear correct close complete mature perfect secure dry free live lower narrow warm
slow separate
"""
_VOWELS: Final = "aeiou"
# Words in -ed that are no past form, or stand before nouns as adjectives.
_NO_PAST: Final = frozenset((
    "hundred", "need", "seed", "speed", "feed", "breed", "indeed", "exceed", "proceed", "succeed", "red",
    "bed", "united", "aged", "so-called", "unemployed", "uninsured", "skilled", "unskilled", "wicked",
    "sacred", "naked", "rugged", "three-quarters", "self-employed", "well-educated", "unmarried", "hatred",
    "kindred", "unprecedented", "detailed", "advanced", "limited", "mixed", "sophisticated", "complicated",
    "talented", "retired", "gifted", "crowded",
))  # fmt: skip


def _forms(base: str) -> list[str]:
    """The regular forms of a verb."""
    if base.endswith("e"):
        return [base, f"{base}s", f"{base}d", f"{base[:-1]}ing"]
    if base.endswith("y") and base[-2] not in _VOWELS:
        return [base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"]
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{base}s"
    doubled = (
        len(base) > 2 and base[-1] not in "wxyaeiouhk" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    )
    stems = [base, base + base[-1]] if doubled else [base]
    return [base, third, *(f"{stem}{ending}" for stem in stems for ending in ("ed", "ing"))]


GERUNDS: Final = frozenset(
    form for base in _BASES.split() for form in _forms(base) if form.endswith("ing") and form != base
)
# "sales proceeds", "savings": nouns in the form of verbs.
_NOUNS: Final = frozenset(["proceeds", "means", "goods"])
VERBS: Final = (
    (frozenset(form for base in _BASES.split() for form in _forms(base)) | frozenset(_IRREGULAR.split()))
    - GERUNDS
    - _NOUNS
)
EITHER_FORMS: Final = frozenset(form for base in _EITHER.split() for form in _forms(base)[:2])
_PAST: Final = frozenset(word for word in VERBS if word.endswith("ed"))
PARTICIPLES: Final = frozenset((
    "borne", "born", "built", "bought", "brought", "chosen", "cut", "dealt", "drawn", "driven", "eaten",
    "given", "gone", "grown", "held", "hidden", "kept", "known", "laid", "led", "left", "lent", "lost",
    "made", "meant", "met", "paid", "put", "read", "run", "seen", "sent", "set", "shown", "sold", "spent",
    "spoken", "taken", "taught", "won", "worn", "written",
))  # fmt: skip


def is_past(word: str) -> bool:
    """Whether a word in lower case has the form of a past tense in -ed, of the lexicon or not."""
    if word in _PAST:
        return True
    return len(word) > 4 and word.endswith("ed") and "-" not in word and word not in _NO_PAST
