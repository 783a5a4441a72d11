import { isIP } from "node:net";
import { type Structure, withMembers } from "../../schema/defaults/with-members.ts";
import { type FieldError, invalidValue } from "../../status/field-error.ts";
import { addressesOf, headless } from "./service-spec.ts";

/** A spec with the families of its addresses, on a cluster that has IPv4 only. */
export function withFamilies(spec: Structure): { readonly spec: Structure; readonly errors: readonly FieldError[] } {
	const isHeadless = spec["clusterIP"] === headless;
	// Nothing is known of where such a Service leads, so it may be anywhere.
	const anywhere = isHeadless && spec["selector"] === undefined;
	const given = spec["ipFamilies"] as readonly string[] | undefined;
	const policy = spec["ipFamilyPolicy"] ?? (anywhere && given === undefined ? "RequireDualStack" : "SingleStack");
	const errors: FieldError[] = [];
	if (given !== undefined && given.length > 1 && policy === "SingleStack") {
		const text = "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified";
		errors.push(invalidValue("spec.ipFamilyPolicy", policy, text));
	}
	if (!anywhere) {
		if (policy === "RequireDualStack") {
			const text = "this cluster is not configured for dual-stack services";
			errors.push(invalidValue("spec.ipFamilyPolicy", policy, text));
		}
		for (const [index, address] of addressesOf(spec).entries()) {
			if (given?.[index] === undefined || address === headless || given[index] === familyOf(address)) continue;
			const text = `expected an ${given[index]} value as indicated by \`ipFamilies[${index}]\``;
			errors.push(invalidValue(`spec.clusterIPs[${index}]`, address, text));
		}
		for (const [index, family] of (given ?? []).entries()) {
			if (family === "IPv4" || errors.length > 0) continue;
			errors.push(invalidValue(`spec.ipFamilies[${index}]`, family, "not configured on this cluster"));
		}
	}
	const both = anywhere && policy !== "SingleStack" ? ["IPv4", "IPv6"] : ["IPv4"];
	const ipFamilies = given === undefined ? both : [...given, ...both.filter((family) => !given.includes(family))];
	return { spec: withMembers(spec, { ipFamilies, ipFamilyPolicy: policy }), errors };
}

function familyOf(address: string): string {
	return isIP(address) === 6 ? "IPv6" : "IPv4";
}
