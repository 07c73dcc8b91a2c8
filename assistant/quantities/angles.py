"""Tell degrees of an angle from degrees of heat: "veered left 70 degrees"."""

from __future__ import annotations

import re
from typing import Final

_ANGLE: Final = re.compile(
    r"[\s-](?:turns?|angles?|rotations?|views?|arcs?|slopes?|tilt|camera|panorama|bend|swing|incline|lean"
    r"|(?:anti|counter-?)?clockwise|of (?:arc|rotation|turn|tilt|bend|swing)|(?:to the|towards the) (?:left|right)"
    r"|(?:from|off|past|out of) (?:the )?(?:vertical|horizontal|cent(?:er|re)|axis|course|plumb|upright)"
    r"|to the (?:north|south|east|west|horizontal|vertical|ground|axis)|left|right)\b"
)
# What turns, and no more than a few words before the number: "veered sharply left by about", "a slope of".
_TURNED: Final = re.compile(
    r"\b(?:rotat(?:e|es|ed|ing|ions?)|turn(?:s|ed|ing)?|tilt(?:s|ed|ing)?|veer(?:s|ed|ing)?|swing(?:s|ing)?|swung"
    r"|sw[iu]vel(?:s|led|ling|ed|ing)?|pivot(?:s|ed|ing)?|bend(?:s|ing)?|bent|lean(?:s|ed|ing)?|spin(?:s|ning)?|spun"
    r"|twist(?:s|ed|ing)?|bank(?:s|ed|ing)?|revolv(?:e|es|ed|ing)|yaw(?:s|ed|ing)?|pitch(?:es|ed|ing)?|inclin(?:e|es|ed|ing|ation)"
    r"|slop(?:e|es|ed|ing)|angles?|angled|heading|bearing|azimuth|steer(?:s|ed|ing)?|slewed|skewed)\b"
    r"(?: (?:left|right|around|round|by|through|about|an?|at|of|to|sharply|slightly|nearly|almost|full|another|further"
    r"|it|them|him|her|back|over|in|is|was|up to|exactly|only|just|more than|less than|the [a-z]{3,12})){0,4} $",
    re.IGNORECASE,
)
_HEAT: Final = re.compile(
    r"temperature|thermo|\b(?:warm|hot|cold|cool|chill|heat|oven|stove|weather|bak(?:e|ing)|boil|freez|mild|frost|°)",
    re.IGNORECASE,
)


def is_angle(text: str, start: int, end: int) -> bool:
    """Whether degrees are those of an angle: "a 35 degrees angle", "rotate 90 degrees"."""
    if _ANGLE.match(text, end):
        return True
    turned = _TURNED.search(text, max(0, start - 56), start)
    return turned is not None and not _HEAT.search(text, max(0, start - 64), end + 32)
