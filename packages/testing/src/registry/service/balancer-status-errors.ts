import { isIP } from "node:net";
import { asText, structureAt, structuresAt } from "../../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue, notSupported } from "../../status/field-error.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { addressErrors } from "../../validation/dns-errors.ts";
import { nameErrors } from "../name-rules.ts";
import { specOf } from "./service-spec.ts";

const modes = ["Proxy", "VIP"];

/** What is wrong with what a balancer says of the addresses under which it is reached. */
export function balancerStatusErrors(state: ObjectState): FieldError[] {
	const field = "status.loadBalancer.ingress";
	const ingress = structuresAt(structureAt(structureAt(state, "status"), "loadBalancer"), "ingress");
	if (specOf(state)["type"] !== "LoadBalancer") {
		const text = "may only be used when `spec.type` is 'LoadBalancer'";
		return ingress.length === 0 ? [] : [forbiddenField(field, text)];
	}
	return ingress.flatMap(({ ip, ipMode, hostname }, index) => {
		const path = `${field}[${index}]`;
		const errors = ip === undefined ? [] : addressErrors(`${path}.ip`, asText(ip));
		if (ipMode !== undefined) {
			if (ip === undefined) errors.push(forbiddenField(`${path}.ipMode`, "may not be specified when `ip` is not set"));
			else if (!modes.includes(asText(ipMode))) errors.push(notSupported(`${path}.ipMode`, ipMode, modes));
		}
		if (hostname === undefined) return errors;
		const name = asText(hostname);
		for (const text of nameErrors("subdomain", name)) errors.push(invalidValue(`${path}.hostname`, name, text));
		const text = "must be a DNS name, not an IP address";
		return isIP(name) === 0 ? errors : [...errors, invalidValue(`${path}.hostname`, name, text)];
	});
}
