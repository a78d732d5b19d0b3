"""What the pages look like: templates, styles, scripts and the code that fills them."""

from demonstrably.site.files import file_path, files
from demonstrably.site.links import Links
from demonstrably.site.render import Renderer

__all__ = ["Links", "Renderer", "file_path", "files"]
