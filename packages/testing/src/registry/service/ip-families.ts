import { isIP } from "node:net";
import { type Structure, withMembers } from "../../schema/defaults/with-members.ts";
import { type FieldError, invalidValue } from "../../status/field-error.ts";
import { addressesOf, headless } from "./service-spec.ts";

/**
 * A spec with the families of its addresses, on a cluster that has IPv4 only.
 *
 * @param before the spec that it replaces; absent for a new Service.
 */
export function withFamilies(
	spec: Structure,
	before: Structure | undefined,
): { readonly spec: Structure; readonly errors: readonly FieldError[] } {
	const selected = Object.keys((spec["selector"] as object | undefined) ?? {}).length > 0;
	// Nothing is known of where such a Service leads, so it may be anywhere.
	const anywhere = spec["clusterIP"] === headless && !selected;
	const given = (spec["ipFamilies"] as readonly string[] | undefined) ?? [];
	const policy = spec["ipFamilyPolicy"] ?? before?.["ipFamilyPolicy"] ?? (anywhere ? "RequireDualStack" : "SingleStack");
	const known = before?.["ipFamilies"] as readonly string[] | undefined;
	const alone = policy === "SingleStack" && known !== undefined && String(known) === String(given);
	const kept = alone ? given.slice(0, 1) : given;
	if (isSettled(spec, before)) return { spec, errors: [] };
	const refused = (errors: readonly FieldError[]): ReturnType<typeof withFamilies> => ({ spec, errors });
	if (policy === "SingleStack" && kept.length > 1) {
		const text = "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified";
		return refused([invalidValue("spec.ipFamilyPolicy", policy, text)]);
	}
	if (policy !== "SingleStack" && known !== undefined && known.length > 1 && kept.length === 1) {
		return refused([invalidValue("spec.ipFamilyPolicy", policy, "must be 'SingleStack' to release the secondary IP family")]);
	}
	const inferred = addressesOf(spec).filter((address) => address !== headless);
	const missing = inferred.slice(kept.length).map((address) => (isIP(address) === 6 ? "IPv6" : "IPv4"));
	const foreign = missing.indexOf("IPv6");
	if (foreign !== -1) {
		const field = `spec.clusterIPs[${kept.length + foreign}]`;
		return refused([invalidValue(field, addressesOf(spec), "IPv6 is not configured on this cluster")]);
	}
	const families = [...kept, ...missing];
	if (!anywhere) {
		const errors: FieldError[] = [];
		const text = "this cluster is not configured for dual-stack services";
		if (policy === "RequireDualStack") errors.push(invalidValue("spec.ipFamilyPolicy", policy, text));
		for (const [index, family] of families.entries()) {
			if (family === "IPv4") continue;
			errors.push(invalidValue(`spec.ipFamilies[${index}]`, family, "not configured on this cluster"));
		}
		if (errors.length > 0) return refused(errors);
	}
	const [first = "IPv4", ...others] = families;
	const both = anywhere && policy !== "SingleStack" && others.length === 0;
	const ipFamilies = both ? [first, first === "IPv4" ? "IPv6" : "IPv4"] : [first, ...others];
	return { spec: withMembers(spec, { ipFamilies, ipFamilyPolicy: policy }), errors: [] };
}

/** Whether a Service keeps the families that it has got by preference, which are not looked at again. */
function isSettled(spec: Structure, before: Structure | undefined): boolean {
	if (before === undefined || spec["ipFamilyPolicy"] !== "PreferDualStack") return false;
	const sameAddresses = String(addressesOf(spec)) === String(addressesOf(before));
	return sameAddresses && ["ipFamilyPolicy", "ipFamilies"].every((member) => String(spec[member]) === String(before[member]));
}
