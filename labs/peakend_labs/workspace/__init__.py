"""A trainee's folder, and JupyterLab on it."""
