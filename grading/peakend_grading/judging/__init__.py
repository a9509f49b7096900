"""The judge: submissions run in a sandbox, their answers leave it as data, and a process of its own tests them."""
