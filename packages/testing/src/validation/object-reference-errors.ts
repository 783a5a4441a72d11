import { nameErrors } from "../registry/name-rules.ts";
import { asText, type Structure } from "../schema/defaults/with-members.ts";
import { type FieldError, invalidValue, required } from "../status/field-error.ts";

/**
 * What is wrong with a reference to an object by its kind.
 *
 * @param groups whether any apiVersion will do, one of any group, or one that names its group.
 */
export function objectReferenceErrors(field: string, reference: Structure, groups: "any" | "all" | "named"): FieldError[] {
	const apiVersion = asText(reference["apiVersion"] ?? "");
	const errors = ["kind", "name"].flatMap((member) => {
		const text = asText(reference[member] ?? "");
		if (text === "") return [required(`${field}.${member}`)];
		return nameErrors("pathSegment", text).map((wrong) => invalidValue(`${field}.${member}`, text, wrong));
	});
	const parts = apiVersion.split("/");
	if (groups === "any") return errors;
	if (parts.length > 2 || (parts.length === 2 && parts[0] === "" && parts[1] !== "")) {
		errors.push(invalidValue(`${field}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
	} else if (groups === "named" && (parts.length < 2 || parts[0] === "")) {
		errors.push(invalidValue(`${field}.apiVersion`, apiVersion, "apiVersion must specify API group"));
	}
	return errors;
}
