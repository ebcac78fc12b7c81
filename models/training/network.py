"""The encoder with four heads: which statements, their polarity, sentiment, risk."""

from pathlib import Path

import torch
from data import LABELS, POLARITIES
from torch import nn
from transformers import AutoModel

N = len(LABELS)
WIDTH = N + N * len(POLARITIES) + 5 + 3


class Network(nn.Module):
    """Logits in one row: presence (24), polarity (24 x 3), sentiment (5), risk (3)."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, attn_implementation="eager")
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size * 2, WIDTH)

    def forward(self, input_ids, attention_mask, token_type_ids):  # noqa: ANN001, ANN201
        """Shapes (batch, tokens) in, (batch, WIDTH) out."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)
        top = (hidden + (mask - 1) * 1e4).max(1).values
        return self.head(self.dropout(torch.cat([mean, top], dim=1)))


def split(logits: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """The four heads of one row of logits."""
    presence, polarity, sentiment, risk = logits.split([N, N * 3, 5, 3], dim=1)
    return presence, polarity.view(-1, N, 3), sentiment, risk
