import type { Members } from "../patch/patch-value.ts";
import { integerOf, listOf, memberOf, present, quantityOf, structureOf, textOf } from "./annotation-value.ts";

/** What a metric is to reach, or what it was last, which have the same members under other names. */
type Side = "target" | "current";

/** The metrics of an autoscaler as autoscaling/v1 notes them in an annotation. */
export function writeMetrics(metrics: readonly Members[], side: Side): readonly Members[] {
	return metrics.map((metric) =>
		present({
			type: metric["type"],
			object: writeSource(metric["object"], (source, value) => ({
				target: writeReference(source["describedObject"]),
				metricName: textOf(source["metric"], "name") ?? "",
				[`${side}Value`]: value["value"] ?? "0",
				selector: writeSelector(memberOf(source["metric"], "selector")),
				averageValue: value["averageValue"],
			})),
			pods: writeSource(metric["pods"], (source, value) => ({
				metricName: textOf(source["metric"], "name") ?? "",
				[`${side}AverageValue`]: value["averageValue"] ?? "0",
				selector: writeSelector(memberOf(source["metric"], "selector")),
			})),
			resource: writeSource(metric["resource"], (source, value) => ({
				name: source["name"],
				...writeAverages(value),
			})),
			containerResource: writeSource(metric["containerResource"], (source, value) => ({
				name: source["name"],
				...writeAverages(value),
				container: source["container"],
			})),
			external: writeSource(metric["external"], (source, value) => ({
				metricName: textOf(source["metric"], "name") ?? "",
				metricSelector: writeSelector(memberOf(source["metric"], "selector")),
				[`${side}Value`]: value["value"] ?? (side === "current" ? "0" : undefined),
				[`${side}AverageValue`]: value["averageValue"],
			})),
		}),
	);

	function writeSource(source: unknown, write: (source: Members, value: Members) => Members): Members | undefined {
		if (source === undefined) return undefined;
		return present(write(source as Members, (memberOf(source, side) ?? {}) as Members));
	}

	function writeAverages(value: Members): Members {
		return {
			[`${side}AverageUtilization`]: value["averageUtilization"],
			[`${side}AverageValue`]: value["averageValue"] ?? (side === "current" ? "0" : undefined),
		};
	}
}

/** Metrics that an annotation of autoscaling/v1 notes. */
export function readMetrics(value: unknown, side: Side): Members[] {
	return listOf(value).map((metric) => {
		const sourceOf = (name: string, read: (source: Members) => Members): Members | undefined => {
			const source = structureOf(metric, name);
			return source === undefined ? undefined : present(read(source));
		};
		return present({
			type: textOf(metric, "type") ?? "",
			object: sourceOf("object", (source) => ({
				describedObject: readReference(memberOf(source, "target")),
				metric: readIdentity(source, "selector"),
				[side]: readValue({
					type: quantityOf(source, "averageValue") === undefined ? "Value" : "AverageValue",
					value: quantityOf(source, `${side}Value`) ?? "0",
					averageValue: quantityOf(source, "averageValue"),
				}),
			})),
			pods: sourceOf("pods", (source) => ({
				metric: readIdentity(source, "selector"),
				[side]: readValue({ type: "AverageValue", averageValue: quantityOf(source, `${side}AverageValue`) ?? "0" }),
			})),
			resource: sourceOf("resource", (source) => ({ name: textOf(source, "name") ?? "", [side]: readAverages(source) })),
			containerResource: sourceOf("containerResource", (source) => ({
				name: textOf(source, "name") ?? "",
				container: textOf(source, "container") ?? "",
				[side]: readAverages(source),
			})),
			external: sourceOf("external", (source) => ({
				metric: readIdentity(source, "metricSelector"),
				[side]: readValue({
					type: quantityOf(source, `${side}Value`) === undefined ? "AverageValue" : "Value",
					value: quantityOf(source, `${side}Value`) ?? (side === "current" ? "0" : undefined),
					averageValue: quantityOf(source, `${side}AverageValue`),
				}),
			})),
		});
	});

	function readAverages(source: Members): Members {
		const averageUtilization = integerOf(source, `${side}AverageUtilization`);
		return readValue({
			type: averageUtilization === undefined ? "AverageValue" : "Utilization",
			averageValue: quantityOf(source, `${side}AverageValue`) ?? (side === "current" ? "0" : undefined),
			averageUtilization,
		});
	}

	/** Only what is to be reached says of which type it is. */
	function readValue({ type, ...values }: Members): Members {
		return present(side === "target" ? { type, ...values } : values);
	}
}

function readIdentity(source: Members, selector: string): Members {
	return present({ name: textOf(source, "metricName") ?? "", selector: structureOf(source, selector) });
}

function readReference(value: unknown): Members {
	return present({ kind: textOf(value, "kind"), name: textOf(value, "name"), apiVersion: textOf(value, "apiVersion") });
}

function writeReference(value: unknown): Members {
	const { kind, name, apiVersion } = (value ?? {}) as Members;
	return present({ kind, name, apiVersion });
}

function writeSelector(value: unknown): Members | undefined {
	if (value === undefined) return undefined;
	const { matchLabels, matchExpressions } = value as Members;
	const expressions = matchExpressions as readonly Members[] | undefined;
	return present({
		matchLabels,
		matchExpressions: expressions?.map(({ key, operator, values }) => present({ key, operator, values })),
	});
}
