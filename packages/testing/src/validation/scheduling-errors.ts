import { nameErrors } from "../registry/name-rules.ts";
import { asText, type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { labelValueErrors } from "../selectors/label-syntax.ts";
import { duplicate, type FieldError, forbiddenField, invalidValue, notSupported, required } from "../status/field-error.ts";
import { nodeRequirementErrors, qualifiedErrors, selectorErrors } from "./label-errors.ts";

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/** What is wrong with what a Pod tolerates. */
export function tolerationErrors(spec: Structure, path: string): FieldError[] {
	return structuresAt(spec, "tolerations").flatMap((toleration, index) => {
		const own = `${path}[${index}]`;
		const { key = "", operator = "", effect = "", tolerationSeconds } = toleration;
		const errors = key === "" ? [] : qualifiedErrors(`${own}.key`, key);
		if (key === "" && operator !== "Exists") {
			const text = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
			errors.push(invalidValue(`${own}.operator`, operator, text));
		}
		if (tolerationSeconds !== undefined && effect !== "NoExecute") {
			errors.push(invalidValue(`${own}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
		}
		errors.push(...comparisonErrors(toleration, `${own}.operator`));
		if (effect !== "" && !effects.includes(asText(effect))) errors.push(notSupported(`${own}.effect`, effect, effects));
		return errors;
	});
}

function comparisonErrors({ operator = "", value = "" }: Structure, field: string): FieldError[] {
	if (operator === "" || operator === "Equal") {
		const texts = labelValueErrors(asText(value));
		return texts.length === 0 ? [] : [invalidValue(field, value, texts.join(";"))];
	}
	if (operator === "Exists") {
		return value === "" ? [] : [invalidValue(field, value, "value must be empty when `operator` is 'Exists'")];
	}
	return [notSupported(field, operator, ["Equal", "Exists"])];
}

const actions = ["DoNotSchedule", "ScheduleAnyway"];
const inclusions = ["Honor", "Ignore"];

/** What is wrong with how the Pods of a kind are spread. */
export function spreadErrors(spec: Structure, path: string): FieldError[] {
	const constraints = structuresAt(spec, "topologySpreadConstraints");
	return constraints.flatMap((constraint, index) => {
		const own = `${path}[${index}]`;
		const { maxSkew = 0, topologyKey = "", whenUnsatisfiable = "", minDomains, labelSelector } = constraint;
		const errors: FieldError[] = [];
		if ((maxSkew as number) <= 0) errors.push(invalidValue(`${own}.maxSkew`, maxSkew, "must be greater than zero"));
		if (topologyKey === "") errors.push(required(`${own}.topologyKey`, "can not be empty"));
		if (!actions.includes(asText(whenUnsatisfiable))) {
			errors.push(notSupported(`${own}.whenUnsatisfiable`, whenUnsatisfiable, actions));
		}
		const same = (other: Structure): boolean =>
			(other["topologyKey"] ?? "") === topologyKey && (other["whenUnsatisfiable"] ?? "") === whenUnsatisfiable;
		if (constraints.slice(index + 1).some(same)) {
			const pair = `{${asText(topologyKey)}, ${asText(whenUnsatisfiable)}}`;
			errors.push(duplicate(`${own}.{topologyKey, whenUnsatisfiable}`, pair));
		}
		if (typeof minDomains === "number") {
			if (minDomains <= 0) errors.push(invalidValue(`${own}.minDomains`, minDomains, "must be greater than zero"));
			const text = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${asText(whenUnsatisfiable)}`;
			if (whenUnsatisfiable !== "DoNotSchedule") errors.push(invalidValue(`${own}.minDomains`, minDomains, text));
		}
		for (const member of ["nodeAffinityPolicy", "nodeTaintsPolicy"]) {
			const value = constraint[member];
			if (value === undefined || inclusions.includes(asText(value))) continue;
			errors.push(notSupported(`${own}.${member}`, value, inclusions));
		}
		return [...errors, ...matchedKeyErrors(constraint, own), ...selectorErrors(`${own}.labelSelector`, labelSelector)];
	});
}

/** What is wrong with labels whose values are those of the Pod itself. */
function matchedKeyErrors(term: Structure, path: string): FieldError[] {
	const { labelSelector } = term;
	const keysOf = (member: string): readonly string[] => (term[member] as readonly string[] | undefined) ?? [];
	const errors = ["matchLabelKeys", "mismatchLabelKeys"].flatMap((member) => {
		if (keysOf(member).length === 0) return [];
		const field = `${path}.${member}`;
		if (labelSelector === undefined) return [forbiddenField(field, "must not be specified when labelSelector is not set")];
		return keysOf(member).flatMap((key, index) => qualifiedErrors(`${field}[${index}]`, key));
	});
	for (const [index, key] of keysOf("matchLabelKeys").entries()) {
		if (!keysOf("mismatchLabelKeys").includes(key)) continue;
		errors.push(invalidValue(`${path}.matchLabelKeys[${index}]`, key, "exists in both matchLabelKeys and mismatchLabelKeys"));
	}
	return errors;
}

/** What is wrong with what draws a Pod to nodes and to other Pods. */
export function affinityErrors(spec: Structure, path: string): FieldError[] {
	const affinity = structureAt(spec, "affinity");
	return [
		...nodeAffinityErrors(structureAt(affinity, "nodeAffinity"), `${path}.nodeAffinity`),
		...["podAffinity", "podAntiAffinity"].flatMap((member) =>
			podAffinityErrors(structureAt(affinity, member), `${path}.${member}`),
		),
	];
}

const needed = "requiredDuringSchedulingIgnoredDuringExecution";
const preferred = "preferredDuringSchedulingIgnoredDuringExecution";

function nodeAffinityErrors(affinity: Structure, path: string): FieldError[] {
	const errors: FieldError[] = [];
	if (affinity[needed] !== undefined) {
		const field = `${path}.${needed}.nodeSelectorTerms`;
		const terms = structuresAt(structureAt(affinity, needed), "nodeSelectorTerms");
		if (terms.length === 0) errors.push(required(field, "must have at least one node selector term"));
		for (const [index, term] of terms.entries()) errors.push(...termErrors(term, `${field}[${index}]`, false));
	}
	for (const [index, term] of structuresAt(affinity, preferred).entries()) {
		const own = `${path}.${preferred}[${index}]`;
		errors.push(...weightErrors(term, own), ...termErrors(structureAt(term, "preference"), `${own}.preference`, true));
	}
	return errors;
}

function termErrors(term: Structure, path: string, lenient: boolean): FieldError[] {
	return structuresAt(term, "matchExpressions").flatMap((requirement, index) =>
		nodeRequirementErrors(`${path}.matchExpressions[${index}]`, requirement, lenient),
	);
}

function podAffinityErrors(affinity: Structure, path: string): FieldError[] {
	return [
		...structuresAt(affinity, needed).flatMap((term, index) => podTermErrors(term, `${path}.${needed}[${index}]`)),
		...structuresAt(affinity, preferred).flatMap((term, index) => {
			const own = `${path}.${preferred}[${index}]`;
			return [...weightErrors(term, own), ...podTermErrors(structureAt(term, "podAffinityTerm"), `${own}.podAffinityTerm`)];
		}),
	];
}

function podTermErrors(term: Structure, path: string): FieldError[] {
	const { labelSelector, namespaceSelector, namespaces = [], topologyKey = "" } = term;
	return [
		...selectorErrors(`${path}.labelSelector`, labelSelector),
		...selectorErrors(`${path}.namespaceSelector`, namespaceSelector),
		...(namespaces as readonly string[]).flatMap((name) =>
			nameErrors("label", name).map((text) => invalidValue(`${path}.namespace`, name, text)),
		),
		...matchedKeyErrors(term, path),
		...(topologyKey === "" ? [required(`${path}.topologyKey`, "can not be empty")] : []),
		...qualifiedErrors(`${path}.topologyKey`, topologyKey),
	];
}

function weightErrors({ weight = 0 }: Structure, path: string): FieldError[] {
	if ((weight as number) > 0 && (weight as number) <= 100) return [];
	return [invalidValue(`${path}.weight`, weight, "must be in the range 1-100")];
}
