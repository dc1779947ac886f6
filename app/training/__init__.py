"""Programme → training → participant → attendance → certificate; a valid certificate opens a craft to its holder.

Owns those tables and the public proof page of a certificate. What a participant's programme is stays with the officers
of its region; every reading of a class list is journalled.
"""
