"""The room: a server on the trainer's machine for joining, handing in, the board and polls."""
