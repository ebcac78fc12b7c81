"""The words that the rules look for, as patterns on lower-case English text."""

from pathlib import Path

PHRASES: dict[str, tuple[str, ...]] = {
    "thanks": (r"\bthank", r"\bgrateful\b", r"\bappreciate (you|your|that you|hearing)"),
    "sorry": (r"\bsorry\b", r"\bapolog(y|ies|ise|ize)"),
    # an apology for how somebody feels is none for what was done
    "no_sorry": (
        r"\bsorry (that |if |to hear that )?you (feel|felt)\b",
        r"\bsorry (if|for any)\b",
        r"\bapologi[sz]e (if|for any)\b",
    ),
    "change": (
        r"\bwe (have|'ve|had|are|'re|will|'ll) (now |also |since |already |been )*"
        r"(chang|chas|introduc|start|stopp?|train|add|mend|fix|repair|remind|mov|"
        r"review|order|recruit|bring|bought|buy|open|put|updat|writ|rewritten|rewrit|ask|check|"
        r"mak|made|tak|work|test|talk|rais|shar|agree|set|giv|hir|clean|replac)\w*",
        r"\bfrom (now|next|this|monday|tuesday|wednesday|thursday|friday|january|february|march|"
        r"april|may|june|july|august|september|october|november|december)\b",
        r"\bas a result\b",
        r"\bbecause of (you|your|what you)\b",
        r"\bcannot (change|do|offer)\b.*\bbecause\b",
    ),
    "offline": (
        r"\b(contact|call|ring|e-?mail|write to|get in touch with|speak to|reach out to) "
        r"(us|pals|our|the (patient|complaints|team|practice|ward))",
        r"\bget in touch\b",
        r"\bso (that )?we can (look into|investigate|discuss|talk)",
        r"\bunable to (comment|discuss)\b",
        r"\bdue to (patient )?confidentiality\b",
    ),
    "contact": (
        r"\b0\d{2,4} ?\d{3} ?\d{3,4}\b",
        r"[^\s@]+@[^\s@]+\.\w",
        r"\b(you can|please|do|feel free to) (call|ring|write|e-?mail|contact|reply|ask|reach)",
        r"\breply (here|to this|with your code)",
    ),
}

#: words of the trade that people outside it do not know; the plain ones stand in the glossary
JARGON: tuple[str, ...] = (
    "acuity", "advocate for", "aforementioned", "capacity and flow", "care pathway", "clinical "
    "governance", "commissioner", "commissioned", "datix", "did not attend", "dna", "disseminate",
    "escalate", "escalated", "facilitate", "going forward", "holistic", "in due course",
    "in line with policy", "leverage", "mdt", "multidisciplinary", "multi-disciplinary", "npo",
    "nil by mouth", "ongoing", "operational pressures", "pathway", "patient flow", "per policy",
    "prior to", "robust", "service user", "signpost", "stakeholder", "stakeholders", "triage",
    "triaged", "utilise", "utilised", "winter pressures",
)  # fmt: skip

#: words that say nothing about what a sentence is about
STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text("utf-8").split())
