"""The registry of units that `quantities` reads: names, symbols, exact conversions.

Only tables, by families. A unit that is missing here is the usual reason why a quantity is read as a bare
count, so a new rule should first be tried as a new row.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Final

Unit = tuple[str, Decimal]


def unit_rows(table: str) -> dict[str, Unit]:
    """Read lines of `unit factor: word word_word ...`, where an underscore stands for a space."""
    rows: dict[str, Unit] = {}
    for line in table.strip().splitlines():
        head, _, names = line.partition(": ")
        unit, factor = head.split()
        for name in names.split():
            rows[name.replace("_", " ")] = (unit, Decimal(factor))
    return rows


def _plural(name: str) -> tuple[str, str]:
    return (name, f"{name}es" if name.endswith(("ch", "x")) else f"{name}s")


_TINY: Final = ("pico", "nano", "micro", "milli", "centi", "deci")
_BIG: Final = MappingProxyType(
    {"kilo": 10**3, "mega": 10**6, "giga": 10**9, "tera": 10**12, "peta": 10**15, "exa": 10**18}
)
_LETTERS: Final = MappingProxyType(
    {"kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E"}
)


def _named() -> dict[str, Unit]:
    """Metric units that keep their name: "kilometres" is `length:kilometre`, not 1000 metres."""
    rows: dict[str, Unit] = {}
    for family, base, spellings, prefixes in (
        ("length", "metre", ("metre", "meter"), (*_TINY, "", "kilo")),
        ("volume", "litre", ("litre", "liter"), ("micro", "milli", "centi", "deci", "", "hecto")),
        ("mass", "gram", ("gram", "gramme"), ("nano", "micro", "milli", "", "kilo")),
        ("pressure", "pascal", ("pascal",), ("", "hecto", "kilo", "mega", "giga")),
        ("energy", "joule", ("joule",), ("", "kilo", "mega", "giga", "tera")),
        ("current", "ampere", ("ampere", "amp"), ("milli", "")),
    ):
        for prefix in prefixes:
            for spelling in spellings:
                for name in _plural(prefix + spelling):
                    rows[name] = (f"{family}:{prefix}{base}", Decimal(1))
    for prefix in ("", "kilo", "centi", "milli"):
        for spelling in ("metre", "meter"):
            for name in _plural(prefix + spelling):
                rows[f"square {name}"] = (f"area:square_{prefix}metre", Decimal(1))
                rows[f"cubic {name}"] = (f"volume:cubic_{prefix}metre", Decimal(1))
    for name, *shorts in (("mile", "mi"), ("foot", "ft"), ("inch", "in"), ("yard", "yd")):
        plural = "feet" if name == "foot" else _plural(name)[1]
        for short in (name, plural, *shorts):
            rows[f"square {short}"] = rows[f"sq {short}"] = rows[f"sq. {short}"] = (
                f"area:square_{name}",
                Decimal(1),
            )
            rows[f"cubic {short}"] = rows[f"cu {short}"] = (f"volume:cubic_{name}", Decimal(1))
    return rows


def _scaled() -> dict[str, Unit]:
    """Units that are multiplied out: a megabyte is a million `bytes`."""
    rows: dict[str, Unit] = {}
    for unit, name in (
        ("bytes", "byte"),
        ("bit", "bit"),
        ("hertz", "hertz"),
        ("watt", "watt"),
        ("watt_hour", "watt hour"),
    ):
        for prefix, factor in (("", 1), *_BIG.items()):
            for spelling in (prefix + name, f"{prefix}{name}s"):
                rows[spelling] = rows[spelling.replace(" ", "-")] = (unit, Decimal(factor))
    for prefix, factor in (("", 1), *_BIG.items()):
        for per in ("per second", "a second"):
            rows[f"{prefix}bits {per}"] = ("bit_per_second", Decimal(factor))
            rows[f"{prefix}bytes {per}"] = ("byte_per_second", Decimal(factor))
    return rows


def _symbols() -> dict[str, Unit]:
    rows: dict[str, Unit] = {}
    for prefix, letter in (("", ""), *_LETTERS.items()):
        factor = Decimal(_BIG.get(prefix, 1))
        for letters in {letter, letter.upper()}:
            for unit, symbols in (
                ("bit_per_second", "bps bit/s b/s"),
                ("byte_per_second", "B/s Bps"),
                ("hertz", "Hz"),
                ("watt", "W"),
                ("watt_hour", "Wh"),
            ):
                for symbol in symbols.split():
                    if letter or unit in ("hertz", "watt"):
                        rows[letters + symbol] = (unit, factor)
            if letter:
                rows[f"{letters}B"] = ("bytes", factor)
                rows[f"{letters}bit"] = ("bit", factor)
                if letters != "k":
                    # "kb" is written for kilobytes.
                    rows[f"{letters}b"] = ("bit", factor)
    for power, letters in enumerate("KMGTP", start=1):
        rows[f"{letters}iB"] = rows[f"{letters}i"] = ("bytes", Decimal(1024) ** power)
    return rows


def _degrees() -> dict[str, Unit]:
    """The ways to write a temperature: "degrees celsius", "deg C", "° Fahrenheit"."""
    scales = {
        "celsius": "c celsius celcius centigrade centigrate",
        "fahrenheit": "f fahrenheit farenheit fahrenheits",
        "kelvin": "k kelvin",
    }
    rows: dict[str, Unit] = {}
    for scale, names in scales.items():
        unit = (f"temperature:{scale}", Decimal(1))
        for name in names.split():
            if len(name) > 1:
                rows[name] = unit
            for degree in ("°", "° ", "degree ", "degrees ", "deg ", "deg. ", "deg", "º", "º "):
                rows[degree + name] = unit
    for degree in ("°", "º", "degree", "degrees", "deg", "deg."):
        rows[degree] = ("temperature:degree", Decimal(1))
    return rows


# Read without regard to case, singular or plural as listed, of one to three words.
UNIT_WORDS: Final = MappingProxyType(
    _named()
    | _scaled()
    | _degrees()
    | unit_rows("""
percent 1: % ％ percent per_cent pct pct. pc percents
percent 0.1: ‰
volt 1: volt volts
volt 0.001: millivolt millivolts
volt 1000: kilovolt kilovolts
parts_per_million 1: ppm ppmv parts_per_million part_per_million
parts_per_billion 1: ppb ppbv parts_per_billion part_per_billion
parts_per_trillion 1: pptv parts_per_trillion part_per_trillion
percentage_point 1: percentage_point percentage_points percent_points pp p.p. ppt ppts %-points %-point
percentage_point 1: %_points %_point pct_points per_cent_points percent_point
percentage_point 0.01: basis_point basis_points bps
multiple 1: x × fold times
duration:nanosecond 1: nanosecond nanoseconds
duration:microsecond 1: microsecond microseconds
duration:millisecond 1: millisecond milliseconds msec
duration:second 1: second seconds sec secs
duration:minute 1: minute minutes min mins
duration:hour 1: hour hours hr hrs
duration:day 1: day days working_days business_days calendar_days trading_days
duration:week 1: week weeks wk wks
duration:month 1: month months
duration:year 1: year years yr yrs calendar_years fiscal_years
duration:decade 1: decade decades
duration:century 1: century centuries
bytes 1000: kb
bytes 1000000: mb megs
bytes 1000000000: gb gigs
bytes 1000000000000: tb
bit_per_second 1000000: mbps
bit_per_second 1000000000: gbps
bit_per_second 1000: kbps
length:kilometre 1: km kms
length:metre 1: mtr mtrs
length:mile 1: mile miles
length:nautical_mile 1: nautical_mile nautical_miles
length:foot 1: foot feet ft ft.
length:inch 1: inch inches ″ caliber calibre
length:yard 1: yard yards yds yd
length:light_year 1: light_year light_years light-year light-years
area:square_metre 1: sq_m sqm m² m2 sq_metres
area:square_kilometre 1: sq_km km² km2
area:square_centimetre 1: cm² cm2
area:square_foot 1: sqft ft² ft2
area:acre 1: acre acres
area:hectare 1: hectare hectares
mass:tonne 1: tonne tonnes metric_ton metric_tons metric_tonnes
mass:ton 1: ton tons short_tons long_tons
mass:kilogram 1: kilo kilos kgs kg
mass:pound 1: pound pounds lb lbs lb. lbs. pounds-mass
mass:ounce 1: ounce ounces troy_ounces
mass:stone 1: stone stones
mass:carat 1: carat carats
volume:gallon 1: gallon gallons us_gal us_gallon us_gallons imp_gal imperial_gallon imperial_gallons
volume:pint 1: pint pints
volume:quart 1: quart quarts
volume:barrel 1: barrel barrels bbl
volume:bushel 1: bushel bushels
volume:cup 1: cup cups
volume:tablespoon 1: tablespoon tablespoons tbsp
volume:teaspoon 1: teaspoon teaspoons tsp
volume:fluid_ounce 1: fluid_ounce fluid_ounces fl_oz
volume:cubic_metre 1: m³ m3
volume:cubic_centimetre 1: cm³ cm3
speed:kilometre_per_hour 1: kph kmph km/h km/hr kmh kilometres_per_hour kilometers_per_hour
speed:kilometre_per_hour 1: kilometres_an_hour kilometers_an_hour km_per_hour km_an_hour
speed:mile_per_hour 1: mph m.p.h. miles_per_hour miles_an_hour mile_per_hour mile_an_hour miles/hour
speed:metre_per_second 1: m/s metres_per_second meters_per_second metres_a_second meters_a_second
speed:kilometre_per_second 1: km/s kilometres_per_second kilometers_per_second
speed:foot_per_second 1: feet_per_second ft/s
speed:knot 1: knot knots
pressure:millibar 1: millibar millibars mbar
pressure:psi 1: psi
power:horsepower 1: horsepower
energy:calorie 1: calorie calories
energy:kilocalorie 1: kilocalorie kilocalories kcal
energy:electronvolt 1: electronvolt electronvolts
energy:british_thermal_unit 1: btu btus
sound:decibel 1: decibel decibels
angle:radian 1: radian radians
torque:pound_foot 1: pound-feet pound-foot lb-ft
torque:newton_metre 1: newton_metres newton_meters newton-metres newton-meters
economy:mile_per_gallon 1: mpg m.p.g.
frequency:revolution_per_minute 1: rpm revolutions_per_minute
frequency:beat_per_minute 1: bpm beats_per_minute
frequency:frame_per_second 1: fps frames_per_second
""")
)
# Symbols in which case matters.
UNIT_SYMBOLS: Final = MappingProxyType(
    _symbols()
    | unit_rows("""
duration:nanosecond 1: ns
duration:microsecond 1: µs μs us
duration:millisecond 1: ms
duration:second 1: s
duration:hour 1: h hpi
length:metre 1: m
length:decimetre 1: dm
length:centimetre 1: cm
length:millimetre 1: mm
length:micrometre 1: µm μm
length:nanometre 1: nm
volume:litre 1: l L
volume:millilitre 1: ml mL
volume:microlitre 1: µl μl µL μL uL
concentration:molar 1: mol/l mol/L
concentration:molar 1: M
length:astronomical_unit 1: AU au
concentration:millimolar 1: mM mmol/l mmol/L
concentration:micromolar 1: µM μM uM
concentration:nanomolar 1: nM
temperature:kelvin 1: K
temperature:celsius 1: C
temperature:fahrenheit 1: F
mass:nanogram 1: ng
mass:picogram 1: pg
mass:kilodalton 1: kDa
pressure:millimetre_of_mercury 1: mmHg
charge:milliampere_hour 1: mAh
volume:centilitre 1: cl
volume:decilitre 1: dl
mass:microgram 1: µg μg mcg
mass:milligram 1: mg
mass:gram 1: g
mass:tonne 1: t
pressure:pascal 1: Pa
pressure:hectopascal 1: hPa
pressure:kilopascal 1: kPa
pressure:megapascal 1: MPa
pressure:gigapascal 1: GPa
pressure:terapascal 1: TPa
force:kilonewton 1: kN
energy:gigajoule 1: GJ
energy:terajoule 1: TJ
energy:teraelectronvolt 1: TeV
current:milliampere 1: mA
volt 0.001: mV
dose:millisievert 1: mSv
activity:becquerel 1: Bq
energy:kilojoule 1: kJ
energy:megajoule 1: MJ
volt 1: V
volt 1000: kV
length:inch 1: in
length:mile 1: mi
area:hectare 1: ha
mass:ounce 1: oz oz.
volume:gallon 1: gal gals
volume:cubic_centimetre 1: cc
pressure:bar 1: bar bars
power:horsepower 1: hp bhp
energy:electronvolt 1: eV
energy:kiloelectronvolt 1: keV
energy:megaelectronvolt 1: MeV
energy:gigaelectronvolt 1: GeV
sound:decibel 1: dB
angle:radian 1: rad
percentage_point 0.01: bp
""")
)

# --- exact conversions ---------------------------------------------------------------------------


def _conversions() -> dict[str, Unit]:
    """The base of a family and the factor to it. Months and days do not mix, nor do tons of several sizes."""
    rows: dict[str, Unit] = {}
    metric = {
        "pico": "1e-12",
        "nano": "1e-9",
        "micro": "1e-6",
        "milli": "0.001",
        "centi": "0.01",
        "deci": "0.1",
        "": "1",
        "hecto": "100",
        "kilo": "1000",
        "mega": "1e6",
        "giga": "1e9",
        "tera": "1e12",
    }
    for family, unit in (
        ("length", "metre"),
        ("mass", "gram"),
        ("volume", "litre"),
        ("pressure", "pascal"),
        ("energy", "joule"),
        ("current", "ampere"),
    ):
        for prefix, factor in metric.items():
            rows[f"{family}:{prefix}{unit}"] = (f"{family}:{unit}", Decimal(factor))
    for line in """
second: duration:nanosecond=1e-9 duration:microsecond=1e-6 duration:millisecond=0.001 duration:second=1
second: duration:minute=60 duration:hour=3600 duration:day=86400 duration:week=604800
month: duration:month=1 duration:year=12 duration:decade=120 duration:century=1200
age:month: age:month=1 age:year=12
age:day: age:day=1 age:week=7
length:metre: length:mile=1609.344 length:foot=0.3048 length:inch=0.0254 length:yard=0.9144
length:metre: length:nautical_mile=1852
mass:gram: mass:tonne=1000000 mass:pound=453.59237 mass:ounce=28.349523125 mass:stone=6350.29318
mass:gram: mass:carat=0.2
area: area:square_millimetre=1e-6 area:square_centimetre=1e-4 area:square_metre=1 area:hectare=10000
area: area:square_kilometre=1e6 area:square_foot=0.09290304 area:square_inch=0.00064516
area: area:square_yard=0.83612736 area:square_mile=2589988.110336 area:acre=4046.8564224
volume:litre: volume:cubic_metre=1000 volume:cubic_centimetre=0.001 volume:cubic_millimetre=1e-6
volume:litre: volume:cubic_kilometre=1e12 volume:cubic_foot=28.316846592 volume:cubic_inch=0.016387064
speed: speed:kilometre_per_hour=5 speed:metre_per_second=18 speed:mile_per_hour=8.04672 speed:knot=9.26
speed: speed:kilometre_per_second=18000 speed:foot_per_second=5.4864
pressure:pascal: pressure:bar=100000 pressure:millibar=100 pressure:atmosphere=101325
energy:joule: energy:kilocalorie=4184 energy:calorie=4.184 watt_hour=3600
bytes: bit=0.125 bytes=1
byte_per_second: bit_per_second=0.125 byte_per_second=1
""".strip().splitlines():
        base, _, pairs = line.rpartition(": ")
        for pair in pairs.split():
            unit, factor = pair.split("=")
            rows[unit] = (base, Decimal(factor))
    return rows


CONVERSIONS: Final = MappingProxyType(_conversions())
