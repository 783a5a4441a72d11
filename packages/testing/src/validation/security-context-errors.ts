import { asText, type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { duplicate, type FieldError, invalidValue, notSupported, required } from "../status/field-error.ts";
import { rangeErrors } from "./number-errors.ts";
import { descendingPathErrors } from "./path-errors.ts";

const longestNumber = 2 ** 31 - 1;
const sysctlRule =
	"must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";
const sysctl = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/** What is wrong with how the containers of a Pod run. */
export function podSecurityErrors(spec: Structure, path: string): FieldError[] {
	const context = structureAt(spec, "securityContext");
	const errors = ["fsGroup", "runAsUser", "runAsGroup"].flatMap((name) => idErrors(context, path, name));
	for (const [index, group] of ((context["supplementalGroups"] as unknown[] | undefined) ?? []).entries()) {
		errors.push(...rangeErrors(`${path}.supplementalGroups[${index}]`, group, 0, longestNumber));
	}
	if (spec["shareProcessNamespace"] === true && spec["hostPID"] === true) {
		const text = "ShareProcessNamespace and HostPID cannot both be enabled";
		errors.push(invalidValue(`${path}.shareProcessNamespace`, true, text));
	}
	errors.push(...sysctlErrors(context, `${path}.sysctls`));
	const { fsGroupChangePolicy } = context;
	const policies = ["Always", "OnRootMismatch"];
	if (fsGroupChangePolicy !== undefined && !policies.includes(asText(fsGroupChangePolicy))) {
		errors.push(notSupported(`${path}.fsGroupChangePolicy`, fsGroupChangePolicy, policies));
	}
	return [...errors, ...profileErrors(context, path)];
}

function sysctlErrors(context: Structure, path: string): FieldError[] {
	const seen = new Set<unknown>();
	return structuresAt(context, "sysctls").flatMap(({ name = "" }, index) => {
		const field = `${path}[${index}].name`;
		const repeated = seen.has(name);
		seen.add(name);
		if (name === "") return [required(field)];
		if (!sysctl.test(asText(name))) return [invalidValue(field, name, sysctlRule)];
		return repeated ? [duplicate(field, name)] : [];
	});
}

/** What is wrong with how one container runs. */
export function containerSecurityErrors(context: Structure, path: string): FieldError[] {
	const errors = ["runAsUser", "runAsGroup"].flatMap((name) => idErrors(context, path, name));
	const { procMount, privileged, allowPrivilegeEscalation } = context;
	const mounts = ["Default", "Unmasked"];
	if (procMount !== undefined && !mounts.includes(asText(procMount))) {
		errors.push(notSupported(`${path}.procMount`, procMount, mounts));
	}
	if (procMount === "Unmasked") {
		errors.push(invalidValue(`${path}.procMount`, procMount, "`hostUsers` must be false to use `Unmasked`"));
	}
	errors.push(...profileErrors(context, path));
	const conflict = "cannot set `allowPrivilegeEscalation` to false and `privileged` to true";
	if (allowPrivilegeEscalation === false && privileged === true) errors.push(invalidValue(path, inGo(context), conflict));
	return errors;
}

function idErrors(context: Structure, path: string, name: string): FieldError[] {
	return rangeErrors(`${path}.${name}`, context[name], 0, longestNumber);
}

const profiles = ["Localhost", "RuntimeDefault", "Unconfined"];

function profileErrors(context: Structure, path: string): FieldError[] {
	if (context["seccompProfile"] === undefined) return [];
	const { type = "", localhostProfile } = structureAt(context, "seccompProfile");
	const field = `${path}.seccompProfile`;
	const errors = profiles.includes(asText(type)) ? [] : [notSupported(`${field}.type`, type, profiles)];
	const own = `${field}.localhostProfile`;
	if (type !== "Localhost") {
		if (localhostProfile === undefined) return errors;
		const value = { Type: type, LocalhostProfile: localhostProfile };
		return [...errors, invalidValue(own, value, "can only be set when seccomp type is Localhost")];
	}
	if (localhostProfile === undefined) return [...errors, required(own, "must be set when seccomp type is Localhost")];
	return [...errors, ...descendingPathErrors(own, asText(localhostProfile))];
}

/** The context as the server shows it: its own names for all fields there are. */
function inGo(context: Structure): Structure {
	const capabilities = context["capabilities"] === undefined ? null : structureAt(context, "capabilities");
	return {
		Capabilities: capabilities === null ? null : { Add: capabilities["add"] ?? null, Drop: capabilities["drop"] ?? null },
		...Object.fromEntries(shown.map(([name, member]) => [name, context[member] ?? null])),
	};
}

const shown = [
	["Privileged", "privileged"],
	["SELinuxOptions", "seLinuxOptions"],
	["WindowsOptions", "windowsOptions"],
	["RunAsUser", "runAsUser"],
	["RunAsGroup", "runAsGroup"],
	["RunAsNonRoot", "runAsNonRoot"],
	["ReadOnlyRootFilesystem", "readOnlyRootFilesystem"],
	["AllowPrivilegeEscalation", "allowPrivilegeEscalation"],
	["ProcMount", "procMount"],
	["SeccompProfile", "seccompProfile"],
	["AppArmorProfile", "appArmorProfile"],
] as const;
