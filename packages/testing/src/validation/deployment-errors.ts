import { asText, type Structure, structureAt } from "../schema/defaults/with-members.ts";
import { matchesLabelSelector } from "../selectors/object-label-selector.ts";
import { type FieldError, forbiddenField, invalidValue, notSupported, required } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { annotationErrors, labelErrors, selectorErrors } from "./label-errors.ts";
import { negativeErrors } from "./number-errors.ts";
import { podSpecErrors } from "./pod-spec-errors.ts";

/** What is wrong with a Deployment, in the order in which the server looks at it. */
export function deploymentErrors(state: ObjectState): FieldError[] {
	const spec = structureAt(state, "spec");
	const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec;
	const early = typeof deadline === "number" && deadline <= (minReadySeconds as number);
	return [
		...negativeErrors("spec.replicas", spec["replicas"]),
		...templateErrors(spec),
		...strategyErrors(structureAt(spec, "strategy"), "spec.strategy"),
		...negativeErrors("spec.minReadySeconds", minReadySeconds),
		...negativeErrors("spec.revisionHistoryLimit", spec["revisionHistoryLimit"]),
		...negativeErrors("spec.progressDeadlineSeconds", deadline),
		...(early ? [invalidValue("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds")] : []),
	];
}

/** What is wrong with the selector and the template that it has to select. */
function templateErrors(spec: Structure): FieldError[] {
	// A selector that is absent is written as `null`.
	const selector = spec["selector"] ?? undefined;
	const errors = selector === undefined ? [required("spec.selector")] : selectorErrors("spec.selector", selector);
	const unreadable = errors.length > 0 && selector !== undefined;
	const given = structureAt(spec, "selector");
	const empty = Object.values(given).every((part) => Object.keys(part as object).length === 0);
	if (selector !== undefined && empty) {
		errors.push(invalidValue("spec.selector", selector, "empty selector is invalid for deployment"));
	}
	if (unreadable) return [...errors, invalidValue("spec.selector", selector, "invalid label selector")];
	const template = structureAt(spec, "template");
	const metadata = structureAt(template, "metadata");
	const labels = metadata["labels"] as Readonly<Record<string, string>> | undefined;
	// Without a selector nothing is selected.
	if (selector === undefined || (!empty && !matchesLabelSelector(given, labels))) {
		errors.push(invalidValue("spec.template.metadata.labels", labels ?? null, "`selector` does not match template `labels`"));
	}
	const pod = structureAt(template, "spec");
	return [
		...errors,
		...labelErrors("spec.template.labels", labels),
		...annotationErrors("spec.template.annotations", structureAt(metadata, "annotations")),
		...podSpecErrors(pod, "spec.template.spec", false),
		...lastingErrors(pod, "spec.template.spec"),
	];
}

/** Pods that are replaced when they end do not end by themselves. */
function lastingErrors(pod: Structure, path: string): FieldError[] {
	const { restartPolicy, activeDeadlineSeconds } = pod;
	return [
		...(restartPolicy === "Always" ? [] : [notSupported(`${path}.restartPolicy`, restartPolicy, ["Always"])]),
		...(activeDeadlineSeconds === undefined
			? []
			: [forbiddenField(`${path}.activeDeadlineSeconds`, "activeDeadlineSeconds in ReplicaSet is not Supported")]),
	];
}

function strategyErrors(strategy: Structure, path: string): FieldError[] {
	const { type, rollingUpdate } = strategy;
	if (type === "Recreate") {
		const text = "may not be specified when strategy `type` is 'Recreate'";
		return rollingUpdate === undefined ? [] : [forbiddenField(`${path}.rollingUpdate`, text)];
	}
	if (type !== "RollingUpdate") {
		// Shown with the server's own names.
		const { maxUnavailable = 0, maxSurge = 0 } = structureAt(strategy, "rollingUpdate");
		const numbers = rollingUpdate === undefined ? null : { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge };
		const shown = { Type: type, RollingUpdate: numbers };
		return [notSupported(path, shown, ["Recreate", "RollingUpdate"])];
	}
	const { maxUnavailable, maxSurge } = structureAt(strategy, "rollingUpdate");
	const field = `${path}.rollingUpdate.maxUnavailable`;
	const none = amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0;
	const tooMuch = percentOf(maxUnavailable) > 100;
	return [
		...shareErrors(field, maxUnavailable),
		...shareErrors(`${path}.rollingUpdate.maxSurge`, maxSurge),
		...(none ? [invalidValue(field, maxUnavailable, "may not be 0 when `maxSurge` is 0")] : []),
		...(tooMuch ? [invalidValue(field, maxUnavailable, "must not be greater than 100%")] : []),
	];
}

const percentRule =
	"a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

function shareErrors(field: string, share: unknown): FieldError[] {
	if (typeof share !== "string") return negativeErrors(field, share);
	return /^[0-9]+%$/.test(share) ? [] : [invalidValue(field, share, percentRule)];
}

function percentOf(share: unknown): number {
	return typeof share === "string" && /^[0-9]+%$/.test(share) ? Number.parseInt(share, 10) : 0;
}

/** How much a share is, as the server reads it: what is no number is none. */
function amountOf(share: unknown): number {
	return typeof share === "number" ? share : percentOf(share) || Number(/^\d+$/.exec(asText(share))?.[0] ?? 0);
}
