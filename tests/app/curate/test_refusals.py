"""Refusals are told by their first sentence, in four languages, and good answers pass."""

from __future__ import annotations

import time

import pytest

from app.curate.refusals import clipped, mentions_refusal, refusing_opening


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't assist with that.",
        "I’m sorry, but I cannot help with this request. Ask something else.",
        "I'm sorry. I can't help with that.",
        "Sorry, I am unable to provide medical advice.",
        "I apologize, but I'm not able to discuss this topic.",
        "Unfortunately, I cannot access external websites.",
        "I cannot fulfill this request.",
        "I can't do that.",
        "I cannot analyse this contract clause, as that could be taken for legal advice.",
        "I won't write that.",
        "I must respectfully decline.",
        "I'm not comfortable with that request.",
        "I don't have access to real-time data.",
        "This request violates our usage policies.",
        "It would be inappropriate for me to judge this.",
        "That's not something I can help with.",
        "As an AI language model, I don't have personal opinions.",
        "As an AI, I cannot give legal advice.",
        "**I'm sorry**, but I can't help.".replace("**", ""),
        "> I cannot answer this question.",
        "Es tut mir leid, aber dabei kann ich nicht helfen.",
        "Tut mir leid, ich kann diese Anfrage nicht beantworten.",
        "Leider kann ich Ihnen dabei nicht weiterhelfen.",
        "Ich kann Ihnen keine Rechtsberatung geben.",
        "Dabei kann ich dir leider nicht helfen.",
        "Ich bin leider nicht in der Lage, diese Frage zu beantworten.",
        "Ich muss diese Anfrage leider ablehnen.",
        "Als KI-Sprachmodell habe ich keine eigene Meinung.",
        "Als großes Sprachmodell kann ich das nicht beurteilen.",
        "Je suis désolé, mais je ne peux pas vous aider.",
        "Désolée, je ne suis pas en mesure de répondre à cette question.",
        "Malheureusement, je ne peux pas accéder à Internet.",
        "Je ne peux pas répondre à cette demande.",
        "Je dois décliner cette demande.",
        "Il m'est impossible de répondre.",
        "En tant qu'IA, je ne peux pas donner d'avis juridique.",
        "Lo siento, pero no puedo ayudarte con eso.",
        "Lo siento. No puedo ayudar con esa solicitud.",
        "Lamentablemente, no puedo proporcionar esa información.",
        "No puedo responder a esa pregunta.",
        "Como modelo de lenguaje, no tengo opiniones.",
        "Me es imposible responder.",
    ],
)
def test_refusals(text: str) -> None:
    opening = refusing_opening(text)
    assert opening is not None
    assert opening in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "…",
        "clause_type: payment\nparty: none",
        "The clerk said: I cannot help you with that.",
        'The tenant may answer "I cannot pay". Then the landlord may terminate.',
        "No. The party cannot assign the contract.",
        "The Supplier cannot be held liable.",
        "I can help with that. I cannot promise a date, though.",
        "I cannot determine from this clause which law governs.",
        "I can't believe how good this is!",
        "I cannot recommend this hotel highly enough.",
        "I'm sorry to hear that your parcel is late. Here is what to do.",
        "Sorry, but I can't come on Friday.",
        "Unfortunately, the contract cannot be terminated early.",
        "This request is granted under clause 4.",
        "As an AI company, Acme sells licenses.",
        "Es tut mir leid, dass ich nicht früher geantwortet habe.",
        "Leider ist der Vertrag nicht kündbar.",
        "Ich kann das Buch sehr empfehlen.",
        "Als Lieferant haftet die Firma nicht.",
        "Je suis désolé que le colis soit en retard.",
        "Malheureusement, le contrat ne peut pas être résilié.",
        "Je ne regrette rien.",
        "Lo siento mucho por la demora. El paquete llegará mañana.",
        "No puedo más de alegría.",
        "Como proveedor, la empresa no responde.",
    ],
)
def test_good_answers_pass(text: str) -> None:
    assert refusing_opening(text) is None


def test_prompts_that_speak_like_a_refusal() -> None:
    assert mentions_refusal("Translate to German: I'm sorry, I can't help you.")
    assert mentions_refusal('Translate "I cannot answer this" into French.')
    assert not mentions_refusal("Who cannot assign the contract?")


@pytest.mark.parametrize("piece", ["i understand ", "sorry ", "no ", "i'm sorry, but ", "a ", "!"])
def test_hostile_repetition_takes_no_time(piece: str) -> None:
    start = time.monotonic()
    refusing_opening(piece * 5000)
    mentions_refusal(piece * 5000)
    assert time.monotonic() - start < 2


def test_clipped() -> None:
    assert clipped("a\n b", 10) == "a b"
    assert clipped("abcdef", 4) == "abc…"
