import { asText, type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue, notSupported, required } from "../status/field-error.ts";
import { negativeErrors } from "./number-errors.ts";
import { portErrors } from "./port-errors.ts";

/** What is wrong with a probe; only one that finds out whether a container is ready may want several successes. */
export function probeErrors(probe: unknown, path: string, grace: unknown, forReadiness: boolean): FieldError[] {
	if (probe === undefined) return [];
	const given = probe as Structure;
	const errors = handlerErrors(given, path, grace);
	for (const name of ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"]) {
		errors.push(...negativeErrors(`${path}.${name}`, given[name]));
	}
	const { terminationGracePeriodSeconds: own, successThreshold } = given;
	const field = `${path}.terminationGracePeriodSeconds`;
	if (typeof own === "number" && own <= 0) errors.push(invalidValue(field, own, "must be greater than 0"));
	if (forReadiness) {
		if (own !== undefined) errors.push(invalidValue(field, own, "must not be set for readinessProbes"));
	} else if (successThreshold !== 1) errors.push(invalidValue(`${path}.successThreshold`, successThreshold, "must be 1"));
	return errors;
}

/** What is wrong with what is done after a container has started and before it stops. */
export function lifecycleErrors(lifecycle: unknown, path: string, grace: unknown): FieldError[] {
	const given = (lifecycle ?? {}) as Structure;
	return ["postStart", "preStop"]
		.filter((moment) => given[moment] !== undefined)
		.flatMap((moment) => handlerErrors(structureAt(given, moment), `${path}.${moment}`, grace));
}

type Check = (action: Structure, path: string, grace: unknown) => FieldError[];

const checks: Readonly<Record<string, Check>> = {
	exec: (action, path) => ((action["command"] as unknown[] | undefined)?.length ? [] : [required(`${path}.command`)]),
	httpGet: requestErrors,
	tcpSocket: (action, path) => portErrors(`${path}.port`, action["port"]),
	grpc: (action, path) => portErrors(`${path}.port`, action["port"]),
	sleep: ({ seconds = 0 }, path, grace) => {
		if (typeof grace !== "number" || ((seconds as number) >= 0 && (seconds as number) <= grace)) return [];
		return [invalidValue(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`)];
	},
};

function handlerErrors(handler: Structure, path: string, grace: unknown): FieldError[] {
	const [first, ...others] = Object.keys(checks).filter((name) => handler[name] !== undefined);
	if (first === undefined) return [required(path, "must specify a handler type")];
	const errors = checks[first]?.(structureAt(handler, first), `${path}.${first}`, grace) ?? [];
	return [...errors, ...others.map((name) => forbiddenField(`${path}.${name}`, "may not specify more than 1 handler type"))];
}

const schemes = ["HTTP", "HTTPS"];
const headerRule =
	"a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

function requestErrors(action: Structure, path: string): FieldError[] {
	const { scheme } = action;
	return [
		...(action["path"] === undefined || action["path"] === "" ? [required(`${path}.path`)] : []),
		...portErrors(`${path}.port`, action["port"]),
		...(schemes.includes(asText(scheme)) ? [] : [notSupported(`${path}.scheme`, scheme, schemes)]),
		...structuresAt(action, "httpHeaders")
			.filter(({ name = "" }) => !/^[-A-Za-z0-9]+$/.test(asText(name)))
			.map(({ name = "" }) => invalidValue(`${path}.httpHeaders`, name, headerRule)),
	];
}
