import { isIP } from "node:net";
import { asText, type Structure } from "../../schema/defaults/with-members.ts";
import { duplicate, type FieldError, invalidValue, notSupported } from "../../status/field-error.ts";
import { addressErrors } from "../../validation/dns-errors.ts";
import { addressesOf, headless, needsAddress } from "./service-spec.ts";

const families = ["IPv4", "IPv6"];
const policies = ["PreferDualStack", "RequireDualStack", "SingleStack"];

/** What is wrong with the addresses that a Service asks for and their families: the server looks at them before all else. */
export function clusterAddressErrors(spec: Structure): FieldError[] {
	if (!needsAddress(spec)) return [];
	const field = "spec.clusterIPs";
	const addresses = addressesOf(spec);
	const { clusterIP = "", ipFamilyPolicy } = spec;
	const given = (spec["ipFamilies"] as readonly string[] | undefined) ?? [];
	const errors: FieldError[] = [];
	if (clusterIP === "" && addresses.length > 0) {
		errors.push(invalidValue(field, addresses, "must be empty when `clusterIP` is not specified"));
	} else if (clusterIP !== "" && addresses[0] !== clusterIP) {
		errors.push(invalidValue(field, addresses, "first value must match `clusterIP`"));
	}
	for (const [index, family] of given.entries()) {
		const own = `spec.ipFamilies[${index}]`;
		if (!families.includes(family)) errors.push(notSupported(own, family, families));
		if (given.indexOf(family) < index) errors.push(duplicate(own, family));
	}
	if (ipFamilyPolicy !== undefined && !policies.includes(asText(ipFamilyPolicy))) {
		errors.push(notSupported("spec.ipFamilyPolicy", ipFamilyPolicy, policies));
	}
	const wrong = addresses.flatMap((address, index) =>
		index === 0 && address === headless ? [] : addressErrors(`${field}[${index}]`, address),
	);
	errors.push(...wrong);
	if (addresses.length > 2) errors.push(invalidValue(field, addresses, "may only hold up to 2 values"));
	if (wrong.length > 0) return errors;
	if (addresses.length > 1 && isIP(addresses[0] ?? "") === isIP(addresses[1] ?? "")) {
		errors.push(invalidValue(field, addresses, "may specify no more than one IP for each IP family"));
	}
	return [...errors, ...familyErrors(addresses, given)];
}

function familyErrors(addresses: readonly string[], given: readonly string[]): FieldError[] {
	if (addresses[0] === headless) return [];
	return addresses.flatMap((address, index) => {
		const family = given[index];
		if (family === undefined || !families.includes(family) || family === (isIP(address) === 6 ? "IPv6" : "IPv4")) return [];
		const text = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
		return [invalidValue(`spec.clusterIPs[${index}]`, address, text)];
	});
}
