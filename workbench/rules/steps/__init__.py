"""Further operations, each file about one matter; copied word for word into exported modules.

They use narwhals, the standard library and each other, nothing else; a test holds that.
"""
