"""The language of a text, or None."""

import pytest

from dragoman.read.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ministers said that they would meet again in the capital before the end of the month.", "en"),
        ("Die Minister sagten, dass sie sich noch vor dem Ende des Monats in der Hauptstadt treffen werden.", "de"),
        ("Les ministres ont dit que la réunion est prévue dans la capitale avant la fin du mois.", "fr"),
        ("Los ministros dijeron que se reunirán en la capital para hablar sobre el acuerdo, pero no hay fecha.", "es"),
        ("Министры сказали, что они встретятся в столице до конца месяца и что это не последняя встреча.", "ru"),
        ("两国部长表示，会谈将于下周举行。", "zh"),
        ("両国の大臣は来週会談すると述べた。", "ja"),
        ("اجتمع الوزيران صباح اليوم.", "und"),
        ("Οι υπουργοί συναντήθηκαν.", "und"),
        ("", None),
        ("Geneva Vienna Ankara", None),
        ("Lavrov Blinken Geneva Vienna Ankara Doha Riyadh Moscow Kyiv", None),
        ("12 34 56 78 90", None),
    ],
)
def test_language(text, code):
    assert language(text) == code


def test_a_short_text_in_a_language_with_near_kin_is_told_from_english():
    text = "Le ministre a déclaré que la Norvège refuse de négocier avec le Pérou avant la fin de la saison, dit-il."
    assert language(text) == "fr"
