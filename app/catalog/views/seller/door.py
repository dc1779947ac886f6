"""The seller's blueprint of goods; the modules beside hang their pages into it."""

from flask import Blueprint

bp = Blueprint("catalog", __name__, url_prefix="/barang")
