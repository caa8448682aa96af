/** The grid and the charts on a bare page, for browser tests. */

import * as views from "@dq-workbench/views";
import { MockClient } from "./mock.js";
import "../../../extensions/views/style/grid.css";
import "../../../extensions/views/style/charts.css";

Object.assign(window, { views, MockClient });
