"""Stands in for `python -m flask --app wsgi …` in a clone that tests starting and stopping, not the shop."""

import os
import sys
import time

COMMAND = " ".join(sys.argv[sys.argv.index("wsgi") + 1 :])
STATEMENTS = {
    "db upgrade": "CREATE TABLE IF NOT EXISTS demo_loads (n int)",
    "demo load": "INSERT INTO demo_loads VALUES (1)",
}


def main() -> int:
    print(COMMAND, file=sys.stderr)
    if os.environ.get("STAND_IN_FAILS") == COMMAND:
        print("ERROR: tabel itu sudah ada", file=sys.stderr)
        return 1
    if COMMAND in STATEMENTS:
        import psycopg  # slow, and most commands do without

        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            connection.execute(STATEMENTS[COMMAND])
    if COMMAND == "demo sign-ins":
        print("pembeli rina@contoh.id")
    if COMMAND == "worker" or os.environ.get("STAND_IN_SLOW") == COMMAND:
        while True:
            time.sleep(60)
    return 0


if __name__ == "__main__":
    sys.exit(main())
