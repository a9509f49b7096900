"""The process that draws: it imports the drawing engine alone, which is there in a tenth of the time of Altair."""

import json
import sys
from multiprocessing.connection import Connection

import vl_convert


def draw_for(pipe: Connection) -> None:
    """Answer each chart's description with its picture, or with what the engine says, until the pipe is closed."""
    drawn: dict[str, str] = {}
    while True:
        try:
            spec = pipe.recv()
        except EOFError:
            return
        try:
            name = json.dumps(spec, sort_keys=True)
            if name not in drawn:
                drawn[name] = vl_convert.vegalite_to_svg(spec)
            pipe.send((drawn[name], None))
        except Exception as error:
            pipe.send((None, str(error)))


if __name__ == "__main__":
    vl_convert.register_font_directory(sys.argv[2])
    draw_for(Connection(int(sys.argv[1])))
