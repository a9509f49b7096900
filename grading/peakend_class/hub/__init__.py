"""Browser-only rooms: a JupyterHub beside the class server, and each trainee's JupyterLab behind walls of its own."""
