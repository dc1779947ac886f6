"""The blueprint on which all of a seller's pages about orders hang."""

from flask import Blueprint

bp = Blueprint("orders", __name__, url_prefix="/pesanan")
