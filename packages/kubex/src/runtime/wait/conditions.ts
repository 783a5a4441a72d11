export { and, not, or } from "./combine.ts";
export { established } from "./established.ts";
export { deleted, exists } from "./existence.ts";
export { field } from "./field-value.ts";
export { jobComplete, jobFailed } from "./job-conditions.ts";
export { podReady, podRunning } from "./pod-conditions.ts";
export { rolledOut } from "./rolled-out.ts";
export { condition, generationObserved } from "./status-condition.ts";
