"""What a refusal sounds like in its first sentence, in English, German, French and Spanish."""

from __future__ import annotations

import re
import unicodedata

_SORRY = (
    r"(?:i(?:'m| am) (?:(?:very|so|really|truly) )?sorry|sorry|i apologi[sz]e|my apologies"
    r"|apologies|i regret|unfortunately|regrettably|no|thank you[^,.]*|i understand[^,.]*"
    r"|i appreciate[^,.]*)\b"
)
_CANNOT = (
    r"i(?:'m| am)? (?:really |simply |just |also )?(?:cannot|can't|can not|could not|couldn't"
    r"|will not|won't|not able to|unable to|not (?:allowed|permitted|authorized|going) to)"
)
_VERBS = (
    r"(?:help|assist|provide|answer|comply|fulfill?|do (?:that|this)|give|generate|create|write"
    r"|produce|discuss|share|offer|support|continue|engage|respond|complete|process|access|browse"
    r"|analy[sz]e|interpret|review|evaluate|assess|summari[sz]e|translate|comment|perform"
    r"|open|view|see|read|advise|accommodate|participate|satisfy|carry out|in good conscience)"
)
_ENGLISH = (
    rf"(?:{_SORRY}[,:;]? ?(?:but )?){{0,3}}{_CANNOT} (?:be able to )?(?:\w+ly )?{_VERBS}\b",
    # After an apology any verb will do: "I'm sorry, but I can't recommend a medicine".
    rf"(?:i(?:'m| am) (?:\w+ )?sorry|sorry|i apologi[sz]e|my apologies)[,:;]? (?:but )?{_CANNOT}\b"
    r"(?! (?:attend|come|join|meet|wait|be there|make it)\b)",  # a letter that declines a date
    rf"(?:{_SORRY}[,:;]? ?(?:but )?){{0,3}}i (?:must|have to|need to|will have to) "
    r"(?:respectfully |politely )?(?:decline|refuse)\b",
    rf"(?:{_SORRY}[,:;]? ?(?:but )?){{0,3}}i(?:'m| am) not comfortable\b",
    rf"(?:{_SORRY}[,:;]? ?(?:but )?){{0,3}}i (?:do not|don't) (?:feel comfortable"
    r"|have (?:access to|the ability to|enough information to (?:answer|help)))\b",
    rf"(?:{_SORRY}[,:;]? ?(?:but )?){{0,3}}(?:this|your|that) (?:request|question|prompt|content) "
    r"(?:violates|goes against|is against|is not something i can)\b",
    rf"(?:{_SORRY}[,:;]? ?(?:but )?){{0,3}}(?:it (?:is|would be)|it's) (?:not appropriate"
    r"|inappropriate|unethical|illegal|against my \w+) for me to\b",
    rf"(?:{_SORRY}[,:;]? ?(?:but )?){{0,3}}(?:that|this)(?:'s| is) (?:not )?something i "
    r"(?:can|can't|cannot|am (?:not )?able to) (?:help|assist|do)\b",
    r"as an? (?:ai|artificial intelligence|(?:large )?language model)\b.*"
    r"\b(?:can't|cannot|can not|don't|do not|unable|not able|not allowed|not capable|not have)\b",
)
_GERMAN = (
    r"(?:(?:es )?tut mir (?:\w+ )?leid|entschuldigung|entschuldige|entschuldigen sie"
    r"|ich bedauere?|verzeihung)[,:;]? (?:aber |doch |leider )*"
    r"(?:ich (?:kann|darf|werde|bin|muss)|(?:das|dabei|dazu|da|hierbei|damit|diese \w+) "
    r"(?:kann|darf|werde) ich)\b.*\b(?:nicht|kein\w*|ablehnen|ausserstande)\b",
    r"(?:leider )?(?:kann|darf|werde) ich (?:\w+ ){0,5}?(?:nicht|kein\w*)\b.*"
    r"\b(?:helfen|beantworten|antworten|unterstützen|bereitstellen|erfüllen|geben|liefern"
    r"|erstellen|schreiben|weiterhelfen|nachkommen|behilflich|sagen|machen)\b",
    r"(?:das|dabei|dazu|da|hierbei|damit|diese \w+) (?:kann|darf|werde) ich (?:\w+ ){0,3}?nicht\b",
    r"ich (?:kann|darf|werde) (?:\w+ ){0,8}?(?:nicht|kein\w*)\b.*"
    r"\b(?:helfen|beantworten|antworten|unterstützen|bereitstellen|erfüllen|geben|liefern"
    r"|erstellen|schreiben|weiterhelfen|nachkommen|behilflich)\b",
    r"(?:leider )?(?:bin ich|ich bin) (?:\w+ ){0,2}?(?:nicht (?:in der lage|befugt|berechtigt"
    r"|imstande)|ausserstande)\b",
    r"(?:leider )?(?:muss ich|ich muss) (?:\w+ ){0,4}?(?:ablehnen|verweigern)\b",
    r"als (?:eine? )?(?:ki|künstliche intelligenz|(?:grosses )?sprachmodell|ki-\w+)\b.*"
    r"\b(?:nicht|kein\w*)\b",
)
_FRENCH = (
    r"(?:(?:je suis )?(?:vraiment )?désolée?|pardon|je regrette|toutes mes excuses"
    r"|je m'excuse|malheureusement)[,:;]? (?:mais )?(?:je ne (?:peux|puis|pourrai|saurais"
    r"|dispose|suis pas (?:en mesure|capable|autorisée?|habilitée?))|je n'ai pas accès"
    r"|il m'est impossible)\b",
    r"je ne (?:peux|puis|pourrai|saurais|suis)(?: \w+)? ?(?:pas |malheureusement pas )?"
    r"(?:en mesure|capable|autorisée?|habilitée?|vous aider|t'aider|répondre|fournir|donner"
    r"|aider|satisfaire|accéder|écrire|rédiger|créer|générer|continuer|traiter|faire cela"
    r"|vous (?:fournir|donner|répondre|assister))\b",
    r"(?:il m'est|cela m'est) impossible de\b",
    r"je (?:dois|suis obligée? de|suis contrainte? de) (?:refuser|décliner)\b",
    r"en tant qu(?:e |')(?:ia|une ia|intelligence artificielle|modèle de langage|assistant\w*)\b.*"
    r"\b(?:ne|n'ai|pas)\b",
)
_SPANISH = (
    r"(?:lo siento(?: mucho)?|lo lamento|perdón|disculpa|disculpe|me temo que"
    r"|lamentablemente|desafortunadamente|por desgracia)[,:;]? (?:pero )?"
    r"(?:yo )?(?:no (?:puedo|podré|me es posible|estoy (?:autorizad|en cond|capacitad)\w*"
    r"|tengo (?:acceso|información|la capacidad))|me es imposible|debo)\b",
    r"lamento (?:no poder|que no (?:puedo|pueda)|decir(?:le|te)? que no puedo)\b",
    r"(?:yo )?no puedo (?:ayudar\w*|proporcionar\w*|responder\w*|cumplir|dar\w*|ofrecer\w*"
    r"|asistir\w*|escribir\w*|generar\w*|crear\w*|continuar|hacer eso|acceder|participar)\b",
    r"no (?:estoy (?:autorizad[oa]|en condiciones|capacitad[oa])|me es posible)\b",
    r"(?:me es|me resulta) imposible\b",
    r"(?:debo|tengo que) (?:rechazar|declinar)\b",
    r"como (?:una? )?(?:ia|inteligencia artificial|modelo de lenguaje|asistente\w*)\b.*\bno\b",
)

_REFUSES = re.compile("|".join(f"(?:{p})" for p in (*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH)))
_APOLOGY_ALONE = re.compile(
    r"(?:oh,? )?(?:i(?:'m| am) (?:\w+ )?sorry(?: (?:about|for) that)?|sorry|i apologi[sz]e"
    r"|my apologies|(?:es )?tut mir (?:\w+ )?leid|entschuldigung"
    r"|(?:je suis )?(?:vraiment )?désolée?|lo siento(?: mucho)?|disculpa|perdón)[ ,]*[.!…]*"
)
_SENTENCE = re.compile(r".+?(?:[.!?…。]+(?=\s|$)|\n|$)", re.DOTALL)
_LEADING = " \t\r\n*_\"'`#>-“”„«»‘’"
_LONGEST_OPENING = 400


def refusing_opening(text: str) -> str | None:
    """The first sentence when it declines to answer, else None.

    Only the opening counts: an answer that quotes "I cannot" later on is a good answer. A bare
    apology ("I'm sorry.") counts as part of the sentence after it.
    """
    opening = text.lstrip(_LEADING)[:_LONGEST_OPENING]
    first = _sentence(opening)
    if _APOLOGY_ALONE.fullmatch(_plain(first)):
        first = opening[: len(first) + len(_sentence(opening[len(first) :]))]
        sentence = _plain(first).replace(". ", ", ").replace("! ", ", ")
    else:
        sentence = _plain(first)
    return first.strip() if _REFUSES.match(sentence) else None


def mentions_refusal(prompt: str) -> bool:
    """Whether a prompt holds the words of a refusal itself, at the start of any clause."""
    plain = _plain(prompt[:20_000])
    starts = (0, *(found.end() for found in re.finditer(r"[.!?:;\"“„«(]\s*", plain)))
    return any(_REFUSES.match(plain[start : start + _LONGEST_OPENING]) for start in starts)


def clipped(text: str, longest: int) -> str:
    """The text on one line, at most ``longest`` characters of it."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _sentence(text: str) -> str:
    # Leading blanks belong to the sentence, so that lengths add up.
    lead = len(text) - len(text.lstrip())
    found = _SENTENCE.match(text, lead)
    return text[: found.end()] if found else text


def _plain(text: str) -> str:
    """Lower case (ß is ss), straight apostrophes, single blanks: as the patterns are written."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("’", "'").split())
