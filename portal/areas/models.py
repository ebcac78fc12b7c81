"""The lookup table. No other table of the portal holds a postcode."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base


class PostcodeArea(Base):
    """One postcode of an open list: its council and its national deprivation decile."""

    __tablename__ = "postcode_areas"
    __table_args__ = (CheckConstraint("decile BETWEEN 1 AND 10", name="decile_known"),)

    postcode: Mapped[str] = mapped_column(String(7), primary_key=True, comment="no space, capitals")
    council_code: Mapped[str] = mapped_column(ForeignKey("councils.code"))
    decile: Mapped[int] = mapped_column(comment="1 is the most deprived tenth")
    index_year: Mapped[int] = mapped_column(comment="of the index of deprivation")
    load: Mapped[int] = mapped_column(comment="which import wrote the row")
