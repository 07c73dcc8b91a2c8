"""The currencies that `quantities` reads: codes, signs, names of the unit and of its hundredth.

Only tables, as in `units`.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Final

from assistant.quantities.units import unit_rows

_CODES: Final = (
    "USD EUR GBP JPY CNY INR CHF KRW CAD AUD SEK NOK DKK PLN BRL HKD SGD NZD ZAR MXN ILS RUB TRY THB IDR MYR "
    "PHP VND TWD CZK HUF RON BGN UAH SAR AED EGP NGN KES ARS CLP COP PKR BDT LKR ISK BTC ETH"
)
# In lower case only these: "all", "try", "cop" and "top" are words.
_LOWER_CODES: Final = "usd eur gbp jpy cny inr chf krw cad aud sek nok dkk hkd sgd nzd mxn btc"
CURRENCY_CODES: Final = MappingProxyType(
    {
        **{code: code for code in _CODES.split()},
        **{name: code.upper() for code in _LOWER_CODES.split() for name in (code, code.capitalize())},
        "RMB": "CNY",
        "Rmb": "CNY",
        "rmb": "CNY",
        "XBT": "BTC",
        "DM": "DEM",
        "Rs": "INR",
        "Rs.": "INR",
        "rs": "INR",
        "rs.": "INR",
        "SFr": "CHF",
    }
)
# "MEUR", "kUSD" and the like, with what they scale by.
SCALED_CODES: Final = MappingProxyType(
    {
        letter + code: (code, Decimal(factor))
        for code in _CODES.split()
        for letter, factor in (
            ("M", 10**6),
            ("m", 10**6),
            ("k", 10**3),
            ("K", 10**3),
            ("T", 10**3),
            ("B", 10**9),
        )
    }
)
# What stands before a dollar sign: "HK$", "c $".
DOLLARS: Final = MappingProxyType(
    {
        "": "USD",
        "us": "USD",
        "u.s.": "USD",
        "usd": "USD",
        "a": "AUD",
        "au": "AUD",
        "aus": "AUD",
        "aud": "AUD",
        "c": "CAD",
        "ca": "CAD",
        "can": "CAD",
        "cad": "CAD",
        "cdn": "CAD",
        "hk": "HKD",
        "hkd": "HKD",
        "nz": "NZD",
        "nzd": "NZD",
        "s": "SGD",
        "sg": "SGD",
        "sgd": "SGD",
        "nt": "TWD",
        "r": "BRL",
        "mx": "MXN",
        "mex": "MXN",
        "mxn": "MXN",
    }
)
SIGNS: Final = MappingProxyType(
    {
        "$": "USD",
        "€": "EUR",
        "£": "GBP",
        "¥": "JPY",
        "￥": "JPY",
        "₹": "INR",
        "₩": "KRW",
        "₽": "RUB",
        "₺": "TRY",
        "₴": "UAH",
        "₫": "VND",
        "₦": "NGN",
        "₱": "PHP",
        "฿": "THB",
        "₡": "CRC",
        "₪": "ILS",
        "₭": "LAK",
        "₸": "KZT",
        "₾": "GEL",
        "₿": "BTC",
        "ரூ": "LKR",
        "元": "CNY",
        "円": "JPY",
    }
)
CURRENCY_NAMES: Final = MappingProxyType(
    {sign: (f"currency:{code}", Decimal(1)) for sign, code in SIGNS.items()}
    | {"us$": ("currency:USD", Decimal(1)), "¢": ("currency:USD", Decimal("0.01"))}
    | {"p": ("currency:GBP", Decimal("0.01"))}
    | unit_rows("""
currency:USD 1: dollar dollars us_dollars us_dollar u.s._dollars u.s._dollar
currency:USD 1: american_dollars american_dollar bucks
currency:USD 0.01: cents cent us_cents u.s._cents
currency:EUR 1: euro euros
currency:EUR 0.01: euro_cents eurocents
currency:GBP 1: pounds_sterling pound_sterling british_pounds british_pound quid
currency:GBP 0.01: pence penny pennies
currency:JPY 1: yen japanese_yen
currency:CNY 1: yuan renminbi chinese_yuan chinese_renminbi kuai
currency:CNY 0.1: jiao mao
currency:INR 1: rupees rupee indian_rupees indian_rupee
currency:INR 0.01: paise
currency:PKR 1: pakistani_rupees pakistani_rupee
currency:LKR 1: sri_lankan_rupees
currency:CHF 1: francs franc swiss_francs swiss_franc
currency:FRF 1: french_francs french_franc
currency:BEF 1: belgian_francs
currency:DEM 1: marks deutsche_marks deutschemarks d-marks german_marks west_german_marks
currency:FIM 1: finnish_markka markka finnish_marks finmarks
currency:NLG 1: guilder guilders dutch_guilders
currency:ITL 1: lire italian_lire
currency:TRY 1: turkish_lira turkish_liras lira liras
currency:ESP 1: pesetas spanish_pesetas
currency:ATS 1: austrian_schillings schillings
currency:GRD 1: drachma drachmas
currency:KRW 1: won korean_won south_korean_won
currency:RUB 1: ruble rubles rouble roubles russian_rubles
currency:CAD 1: canadian_dollars canadian_dollar
currency:CAD 0.01: canadian_cents
currency:AUD 1: australian_dollars australian_dollar
currency:AUD 0.01: australian_cents
currency:HKD 1: hong_kong_dollars hong_kong_dollar
currency:SGD 1: singapore_dollars singapore_dollar
currency:NZD 1: new_zealand_dollars new_zealand_dollar
currency:TWD 1: taiwan_dollars new_taiwan_dollars
currency:SEK 1: swedish_kronor swedish_krona swedish_crowns kronor krona
currency:NOK 1: norwegian_kroner norwegian_krone norwegian_crowns
currency:DKK 1: danish_kroner danish_krone kroner krone
currency:PLN 1: zloty zlotys polish_zloty
currency:CZK 1: koruna koruny czech_crowns
currency:HUF 1: forint forints
currency:BRL 1: reais brazilian_reais brazilian_real
currency:MXN 1: mexican_pesos mexican_peso pesos peso
currency:ARS 1: argentine_pesos
currency:PHP 1: philippine_pesos
currency:ILS 1: shekel shekels
currency:THB 1: baht
currency:IDR 1: rupiah rupiahs
currency:MYR 1: ringgit
currency:VND 1: dong
currency:ZAR 1: rand south_african_rand
currency:NGN 1: naira
currency:SAR 1: riyals saudi_riyals
currency:AED 1: dirhams uae_dirhams
currency:UAH 1: hryvnia
currency:BTC 1: bitcoin bitcoins btc
currency:BTC 0.00000001: satoshi satoshis
currency:ETH 1: ether
""")
)
CURRENCY_SYMBOLS: Final = MappingProxyType(
    {name: (f"currency:{code}", Decimal(1)) for name, code in CURRENCY_CODES.items()}
    | {name: (f"currency:{code}", factor) for name, (code, factor) in SCALED_CODES.items()}
)
# Words that are money only after an amount of money: "20 won the race", "4 marks".
MONEY_IF_LARGE: Final = frozenset({"won", "marks", "dong", "rand", "ether", "mao", "bucks"})
# Written before the amount: "dollar 8.4 million", "sen 40,000".
CURRENCY_WORDS_BEFORE: Final = MappingProxyType(
    {
        "dollar": "USD",
        "dollars": "USD",
        "euro": "EUR",
        "rupees": "INR",
        "pesos": "MXN",
        "yen": "JPY",
        "sen": "SEN",
    }
)
