"""The blueprint on which cart, checkout and orders hang."""

from flask import Blueprint

bp = Blueprint("orders", __name__)
