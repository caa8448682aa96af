import { LabIcon } from "@jupyterlab/ui-components";

import source from "../style/workbench.svg";

export const workbenchIcon = new LabIcon({ name: "dq-workbench:icon", svgstr: source });
