"""What lies in the bags and bowls: one small lit picture a piece, each a little different."""

from .piece_base import *  # noqa: F403
from .piece_crisps import *  # noqa: F403
from .piece_cuts import *  # noqa: F403
from .piece_lumps import *  # noqa: F403
