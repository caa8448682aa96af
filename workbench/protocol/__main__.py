"""Write the TypeScript types: ``python -m workbench.protocol > extensions/views/src/protocol.ts``."""  # noqa: E501

from __future__ import annotations

import sys

from workbench.protocol.typescript import typescript

if __name__ == "__main__":
    sys.stdout.write(typescript())
