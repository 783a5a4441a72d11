import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { type Condition, conditionOn } from "./condition.ts";

/**
 * A field has a value, as `kubectl wait --for=jsonpath=` has it; without a value, the field is there.
 *
 * @param path - Names between dots, and positions or keys in brackets: `.status.containerStatuses[0].ready`,
 * `.metadata.labels['app.kubernetes.io/name']`. Dollar sign, braces and the first dot may be left out.
 * @param value - Compared with what JSON has there, as text: `true`, `3`, `"Running"`.
 * @throws TypeError for a path that cannot be read.
 *
 * @example
 * ```ts
 * await waitFor(pods, "web", conditions.field(".metadata.labels.app", "nginx"));
 * ```
 */
export function field<K extends KubernetesObject>(path: string, value?: string | number | boolean): Condition<K, true> {
	const steps = readPath(path);
	return conditionOn(value === undefined ? `${path} is set` : `${path} is ${JSON.stringify(value)}`, (object) => {
		const found = valueAt(object, steps);
		if (value === undefined) return found !== undefined && found !== null;
		return (typeof found === "string" ? found : JSON.stringify(found)) === String(value);
	});
}

const step = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;

function readPath(path: string): readonly string[] {
	const inner = /^\{(.*)\}$/s.exec(path)?.[1] ?? path;
	const text = inner.replace(/^\$/, "");
	const steps: string[] = [];
	step.lastIndex = 0;
	while (step.lastIndex < text.length) {
		const from = step.lastIndex;
		const match = step.exec(text);
		const found = match?.slice(1).find((part) => part !== undefined);
		if (found === undefined)
			throw new TypeError(`the path ${JSON.stringify(path)} cannot be read from ${JSON.stringify(text.slice(from))} on`);
		steps.push(found.replace(/\\(.)/g, "$1"));
	}
	if (steps.length === 0) throw new TypeError(`the path ${JSON.stringify(path)} names no field`);
	return steps;
}

function valueAt(object: unknown, steps: readonly string[]): unknown {
	let value = object;
	for (const name of steps) {
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
		value = (value as Record<string, unknown>)[name];
	}
	return value;
}
