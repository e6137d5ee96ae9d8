"""Ministers and leaders by date, written down from memory apart from the tables and kept from tuning: they must
agree."""

from __future__ import annotations

import pytest

from dragoman.gazetteer import gazetteer
from dragoman.model import Mention, Span
from dragoman.resolve.people import candidates, term_on

HELD = """
Vladimir Putin        | 1999-10-01 | RUS | head_of_government
Vladimir Putin        | 2005-05-09 | RUS | head_of_state
Vladimir Putin        | 2009-09-01 | RUS | head_of_government
Vladimir Putin        | 2022-02-24 | RUS | head_of_state
Dmitry Medvedev       | 2009-09-01 | RUS | head_of_state
Dmitry Medvedev       | 2015-11-24 | RUS | head_of_government
Dmitry Medvedev       | 2022-02-24 | RUS | deputy
Sergei Lavrov         | 2003-03-20 | RUS | un_ambassador
Sergei Lavrov         | 2014-03-18 | RUS | foreign_minister
Sergei Shoigu         | 2022-02-24 | RUS | defence_minister
Sergei Shoigu         | 2024-07-01 | RUS | national_security_adviser
George H. W. Bush     | 1990-08-02 | USA | head_of_state
George W. Bush        | 2003-03-20 | USA | head_of_state
Barack Obama          | 2015-07-14 | USA | head_of_state
Donald Trump          | 2018-06-12 | USA | head_of_state
Joe Biden             | 2012-01-01 | USA | deputy
Joe Biden             | 2021-06-16 | USA | head_of_state
Donald Trump          | 2025-02-18 | USA | head_of_state
Hillary Clinton       | 2011-05-02 | USA | foreign_minister
John Kerry            | 2015-07-14 | USA | foreign_minister
Rex Tillerson         | 2017-06-05 | USA | foreign_minister
Mike Pompeo           | 2017-06-05 | USA | other
Mike Pompeo           | 2019-01-10 | USA | foreign_minister
Antony Blinken        | 2023-02-04 | USA | foreign_minister
Marco Rubio           | 2025-02-18 | USA | foreign_minister
Jake Sullivan         | 2022-10-01 | USA | national_security_adviser
John Bolton           | 2018-06-12 | USA | national_security_adviser
Lloyd Austin          | 2022-04-26 | USA | defence_minister
Nikki Haley           | 2017-12-21 | USA | un_ambassador
Linda Thomas-Greenfield | 2022-02-25 | USA | un_ambassador
Angela Merkel         | 2015-02-12 | DEU | head_of_government
Olaf Scholz           | 2022-02-27 | DEU | head_of_government
Friedrich Merz        | 2025-08-18 | DEU | head_of_government
Frank-Walter Steinmeier | 2015-07-14 | DEU | foreign_minister
Frank-Walter Steinmeier | 2022-02-24 | DEU | head_of_state
Annalena Baerbock     | 2023-03-02 | DEU | foreign_minister
Boris Johnson         | 2017-04-01 | GBR | foreign_minister
Boris Johnson         | 2021-11-01 | GBR | head_of_government
Liz Truss             | 2022-02-10 | GBR | foreign_minister
Liz Truss             | 2022-10-01 | GBR | head_of_government
David Cameron         | 2015-06-01 | GBR | head_of_government
David Cameron         | 2024-03-01 | GBR | foreign_minister
Keir Starmer          | 2025-03-02 | GBR | head_of_government
Emmanuel Macron       | 2022-02-07 | FRA | head_of_state
Jean-Yves Le Drian    | 2015-11-14 | FRA | defence_minister
Jean-Yves Le Drian    | 2020-01-01 | FRA | foreign_minister
Laurent Fabius        | 2015-12-12 | FRA | foreign_minister
Recep Tayyip Erdogan  | 2010-05-31 | TUR | head_of_government
Recep Tayyip Erdogan  | 2016-07-15 | TUR | head_of_state
Mevlut Cavusoglu      | 2022-03-10 | TUR | foreign_minister
Hakan Fidan           | 2024-01-01 | TUR | foreign_minister
Ahmet Davutoglu       | 2012-01-01 | TUR | foreign_minister
Ahmet Davutoglu       | 2015-11-24 | TUR | head_of_government
Volodymyr Zelensky    | 2022-02-24 | UKR | head_of_state
Petro Poroshenko      | 2015-02-12 | UKR | head_of_state
Dmytro Kuleba         | 2022-03-10 | UKR | foreign_minister
Xi Jinping            | 2017-04-06 | CHN | head_of_state
Wang Yi               | 2019-01-01 | CHN | foreign_minister
Qin Gang              | 2022-01-01 | CHN | ambassador
Qin Gang              | 2023-03-02 | CHN | foreign_minister
Li Keqiang            | 2018-01-01 | CHN | head_of_government
Shinzo Abe            | 2014-07-01 | JPN | head_of_government
Yoshihide Suga        | 2021-04-16 | JPN | head_of_government
Fumio Kishida         | 2016-05-01 | JPN | foreign_minister
Fumio Kishida         | 2023-05-19 | JPN | head_of_government
Narendra Modi         | 2023-09-09 | IND | head_of_government
S. Jaishankar         | 2023-03-02 | IND | foreign_minister
Moon Jae-in           | 2018-04-27 | KOR | head_of_state
Park Geun-hye         | 2015-01-01 | KOR | head_of_state
Kim Jong-un           | 2018-06-12 | PRK | head_of_state
Hassan Rouhani        | 2015-07-14 | IRN | head_of_government
Mohammad Javad Zarif  | 2015-07-14 | IRN | foreign_minister
Abbas Araghchi        | 2025-04-12 | IRN | foreign_minister
Benjamin Netanyahu    | 2015-03-03 | ISR | head_of_government
Naftali Bennett       | 2022-03-05 | ISR | head_of_government
Mohammed bin Salman   | 2025-02-18 | SAU | head_of_government
Adel al-Jubeir        | 2016-01-03 | SAU | foreign_minister
Abdel Fattah el-Sisi  | 2023-11-01 | EGY | head_of_state
Ban Ki-moon           | 2014-03-01 | UNO | head
Antonio Guterres      | 2022-04-26 | UNO | head
Jens Stoltenberg      | 2022-02-24 | NATO | head
Mark Rutte            | 2022-02-24 | NLD | head_of_government
Mark Rutte            | 2025-06-24 | NATO | head
Federica Mogherini    | 2015-07-14 | EUU | foreign_minister
Josep Borrell         | 2022-02-24 | EUU | foreign_minister
Josep Borrell         | 2018-12-01 | ESP | foreign_minister
Yukiya Amano          | 2015-07-14 | IAEA | head
Rafael Grossi         | 2022-09-01 | IAEA | head
"""
DAYS = ("2010-06-15", "2017-06-15", "2023-06-15")
THREE_DAYS = """
Angela Merkel          | DEU head_of_government | DEU head_of_government | -
Emmanuel Macron        | -                      | FRA head_of_state      | FRA head_of_state
Nicolas Sarkozy        | FRA head_of_state      | -                      | -
David Cameron          | GBR head_of_government | -                      | -
Theresa May            | GBR other              | GBR head_of_government | -
Boris Johnson          | -                      | GBR foreign_minister   | -
Vladimir Putin         | RUS head_of_government | RUS head_of_state      | RUS head_of_state
Dmitry Medvedev        | RUS head_of_state      | RUS head_of_government | RUS deputy
Sergei Lavrov          | RUS foreign_minister   | RUS foreign_minister   | RUS foreign_minister
Barack Obama           | USA head_of_state      | -                      | -
Donald Trump           | -                      | USA head_of_state      | -
Joe Biden              | USA deputy             | -                      | USA head_of_state
Hillary Clinton        | USA foreign_minister   | -                      | -
Rex Tillerson          | -                      | USA foreign_minister   | -
Antony Blinken         | -                      | -                      | USA foreign_minister
William Burns          | USA deputy             | -                      | USA other
Susan Rice             | USA un_ambassador      | -                      | -
Nikki Haley            | -                      | USA un_ambassador      | -
Xi Jinping             | CHN deputy             | CHN head_of_state      | CHN head_of_state
Wang Yi                | -                      | CHN foreign_minister   | CHN national_security_adviser
Qin Gang               | CHN spokesperson       | -                      | CHN foreign_minister
Shinzo Abe             | -                      | JPN head_of_government | -
Fumio Kishida          | -                      | JPN foreign_minister   | JPN head_of_government
Manmohan Singh         | IND head_of_government | -                      | -
Narendra Modi          | -                      | IND head_of_government | IND head_of_government
Recep Tayyip Erdogan   | TUR head_of_government | TUR head_of_state      | TUR head_of_state
Ahmet Davutoglu        | TUR foreign_minister   | -                      | -
Mevlut Cavusoglu       | -                      | TUR foreign_minister   | -
Hakan Fidan            | TUR other              | TUR other              | TUR foreign_minister
Mahmoud Ahmadinejad    | IRN head_of_government | -                      | -
Mohammad Javad Zarif   | -                      | IRN foreign_minister   | -
Ebrahim Raisi          | -                      | -                      | IRN head_of_government
Benjamin Netanyahu     | ISR head_of_government | ISR head_of_government | ISR head_of_government
Avigdor Lieberman      | ISR foreign_minister   | ISR defence_minister   | -
Volodymyr Zelensky     | -                      | -                      | UKR head_of_state
Viktor Yanukovych      | UKR head_of_state      | -                      | -
Petro Poroshenko       | -                      | UKR head_of_state      | -
Pavlo Klimkin          | -                      | UKR foreign_minister   | -
Hosni Mubarak          | EGY head_of_state      | -                      | -
Abdel Fattah el-Sisi   | -                      | EGY head_of_state      | EGY head_of_state
Sameh Shoukry          | EGY ambassador         | EGY foreign_minister   | EGY foreign_minister
Adel al-Jubeir         | SAU ambassador         | SAU foreign_minister   | SAU deputy
Ban Ki-moon            | UNO head               | -                      | -
Antonio Guterres       | UNO other              | UNO head               | UNO head
Jens Stoltenberg       | NOR head_of_government | NATO head              | NATO head
Federica Mogherini     | -                      | EUU foreign_minister   | -
Josep Borrell          | -                      | -                      | EUU foreign_minister
Ursula von der Leyen   | -                      | DEU defence_minister   | EUU head_of_government
Rafael Grossi          | -                      | -                      | IAEA head
Frank-Walter Steinmeier| -                      | DEU head_of_state      | DEU head_of_state
Sigmar Gabriel         | -                      | DEU foreign_minister   | -
Moon Jae-in            | -                      | KOR head_of_state      | -
"""
"""The office that counts on each of three days, or none."""

ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in HELD.strip().splitlines()]


def named(name: str) -> Mention:
    tables = gazetteer()
    names = tuple((one.sense, one.id, one.state) for one in tables.meanings(name))
    return Mention(Span(0, len(name), name), 0, "person", name.rsplit(maxsplit=1)[-1].lower(), name=name, names=names)


@pytest.mark.parametrize(("name", "day", "state", "role"), ROWS)
def test_who_held_what_on_a_day(name: str, day: str, state: str, role: str) -> None:
    [person] = candidates(gazetteer(), named(name))
    held = {(term.office.state, term.office.role) for term in person.offices(day)}
    assert (state, role) in held


@pytest.mark.parametrize("line", THREE_DAYS.strip().splitlines())
def test_the_side_of_each_of_three_days(line: str) -> None:
    name, *wanted = (cell.strip() for cell in line.split("|"))
    [person] = candidates(gazetteer(), named(name))
    terms = [term_on(person, day) for day in DAYS]
    assert [f"{term.office.state} {term.office.role}" if term else "-" for term in terms] == wanted


@pytest.mark.parametrize(
    ("name", "day", "title"),
    [
        ("Vladimir Putin", "1999-10-01", "Prime Minister"),
        ("Vladimir Putin", "2009-09-01", "Prime Minister"),
        ("Vladimir Putin", "2022-02-24", "President"),
        ("Sergei Lavrov", "2022-02-24", "Minister of Foreign Affairs"),
        ("Mike Pompeo", "2019-01-10", "Secretary of State"),
    ],
)
def test_the_office_that_counts_on_a_day(name: str, day: str, title: str) -> None:
    [person] = candidates(gazetteer(), named(name))
    term = term_on(person, day)
    assert term is not None
    assert term.office.title == title


@pytest.mark.parametrize(
    ("spelling", "person"),
    [
        ("Anthony Blinken", "antony-blinken"),
        ("Antony J. Blinken", "antony-blinken"),
        ("Sergei Lavrov", "sergey-lavrov"),
        ("Sergey Lavrov", "sergey-lavrov"),
        ("Volodymyr Zelensky", "volodymyr-zelensky"),
        ("Volodymyr Zelenskyy", "volodymyr-zelensky"),
        ("Volodymyr Zelenskiy", "volodymyr-zelensky"),
        ("Zelenskiy", "volodymyr-zelensky"),
        ("Zelenskyy", "volodymyr-zelensky"),
        ("Mevlüt Çavuşoğlu", "mevlut-cavusoglu"),
        ("Mevlut Cavusoglu", "mevlut-cavusoglu"),
        ("Cavusoglu", "mevlut-cavusoglu"),
        ("Sergey Ryabkov", "sergei-ryabkov"),
        ("Dmitri Peskov", "dmitry-peskov"),
        ("Dmitriy Medvedev", "dmitry-medvedev"),
        ("Sergey Shoygu", "sergei-shoigu"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Mohammed Bin Salman", "mohammed-bin-salman"),
        ("Abbas Araqchi", "abbas-araghchi"),
        ("Andriy Yermak", "andriy-yermak"),
        ("Andrii Yermak", "andriy-yermak"),
        ("Dmitro Kuleba", "dmytro-kuleba"),
        ("Alyaksandr Lukashenka", "alexander-lukashenko"),
        ("Nikolay Patrushev", "nikolai-patrushev"),
        ("Yuriy Ushakov", "yuri-ushakov"),
        ("Vasiliy Nebenzia", "vasily-nebenzya"),
    ],
)
def test_spellings_of_one_name(spelling: str, person: str) -> None:
    assert [one.id for one in candidates(gazetteer(), named(spelling))] == [person]
