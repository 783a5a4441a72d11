import { nameErrors } from "../registry/name-rules.ts";
import { asText, type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { duplicate, type FieldError, forbiddenField, invalidValue, notSupported, required } from "../status/field-error.ts";
import { compareQuantities } from "./compare-quantities.ts";
import { fieldReferenceErrors, resourceReferenceErrors } from "./environment-errors.ts";
import { backstepErrors, filePathErrors } from "./path-errors.ts";

/** The volumes of a Pod that containers may mount, by name, and what is wrong with the others. */
export function checkVolumes(spec: Structure, path: string): { volumes: ReadonlyMap<unknown, Structure>; errors: FieldError[] } {
	const volumes = new Map<unknown, Structure>();
	const errors = structuresAt(spec, "volumes").flatMap((volume, index) => {
		const { name = "" } = volume;
		const own = `${path}[${index}]`;
		const found = sourceErrors(volume, own);
		if (name === "") found.push(required(`${own}.name`));
		else for (const text of nameErrors("label", asText(name))) found.push(invalidValue(`${own}.name`, name, text));
		if (volumes.has(name)) found.push(duplicate(`${own}.name`, name));
		if (found.length === 0) volumes.set(name, volume);
		return found;
	});
	return { volumes, errors };
}

type Check = (source: Structure, path: string) => FieldError[];

/** What is wrong with the sources that have rules of their own, in the order in which the server looks for all sources. */
const checks: Readonly<Record<string, Check>> = {
	emptyDir: ({ sizeLimit }, path) => {
		if (sizeLimit === undefined || compareQuantities(asText(sizeLimit), "0") >= 0) return [];
		return [forbiddenField(`${path}.sizeLimit`, "SizeLimit field must be a valid resource quantity")];
	},
	hostPath: hostPathErrors,
	...unchecked("gitRepo", "gcePersistentDisk", "awsElasticBlockStore"),
	secret: (source, path) => [...givenErrors(source, path, "secretName"), ...fileErrors(source, path)],
	...unchecked("nfs", "iscsi", "glusterfs", "flocker"),
	persistentVolumeClaim: (source, path) => givenErrors(source, path, "claimName"),
	...unchecked("rbd", "cinder", "cephfs", "quobyte"),
	downwardAPI: (source, path) => [
		...modeErrors(source["defaultMode"], `${path}.defaultMode`),
		...structuresAt(source, "items").flatMap((item) => downwardErrors(item, path)),
	],
	...unchecked("fc", "flexVolume"),
	configMap: (source, path) => [...givenErrors(source, path, "name"), ...fileErrors(source, path)],
	...unchecked("azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos"),
	projected: projectionErrors,
	...unchecked("scaleIO", "csi", "ephemeral", "image"),
};

/** Whether a field is that of a volume of a kind that has no rules here, so that only the description speaks of it. */
export function isUncheckedVolume(field: string): boolean {
	const source = /\.volumes\[\d+\]\.(\w+)/.exec(field)?.[1];
	return source !== undefined && checks[source] === noRules;
}

function noRules(): FieldError[] {
	return [];
}

function unchecked(...names: readonly string[]): Readonly<Record<string, Check>> {
	return Object.fromEntries(names.map((name) => [name, noRules]));
}

function sourceErrors(volume: Structure, path: string): FieldError[] {
	const [first, ...others] = Object.keys(checks).filter((name) => volume[name] !== undefined);
	if (first === undefined) return [required(path, "must specify a volume type")];
	const errors = checks[first]?.(structureAt(volume, first), `${path}.${first}`) ?? [];
	return [...errors, ...others.map((name) => forbiddenField(`${path}.${name}`, "may not specify more than 1 volume type"))];
}

function givenErrors(source: Structure, path: string, member: string): FieldError[] {
	return source[member] === undefined || source[member] === "" ? [required(`${path}.${member}`)] : [];
}

const pathTypes = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

function hostPathErrors({ path: given = "", type }: Structure, path: string): FieldError[] {
	if (given === "") return [required(`${path}.path`)];
	const known = type === undefined || pathTypes.includes(asText(type));
	return [...backstepErrors(`${path}.path`, asText(given)), ...(known ? [] : [notSupported(`${path}.type`, type, pathTypes)])];
}

function fileErrors(source: Structure, path: string): FieldError[] {
	return [
		...modeErrors(source["defaultMode"], `${path}.defaultMode`),
		...structuresAt(source, "items").flatMap((item, index) => keyErrors(item, `${path}.items[${index}]`)),
	];
}

function keyErrors(item: Structure, path: string): FieldError[] {
	return [
		...givenErrors(item, path, "key"),
		...givenErrors(item, path, "path"),
		...filePathErrors(`${path}.path`, asText(item["path"] ?? "")),
		...modeErrors(item["mode"], `${path}.mode`),
	];
}

function modeErrors(mode: unknown, field: string): FieldError[] {
	if (typeof mode !== "number" || (mode >= 0 && mode <= 0o777)) return [];
	return [invalidValue(field, mode, "must be a number between 0 and 0777 (octal), both inclusive")];
}

function downwardErrors(item: Structure, path: string): FieldError[] {
	const { fieldRef, resourceFieldRef } = item as Record<string, Structure | undefined>;
	const errors = [...givenErrors(item, path, "path"), ...filePathErrors(`${path}.path`, asText(item["path"] ?? ""))];
	if (fieldRef !== undefined) {
		errors.push(...fieldReferenceErrors(fieldRef, `${path}.fieldRef`));
		const text = "fieldRef and resourceFieldRef can not be specified simultaneously";
		if (resourceFieldRef !== undefined) errors.push(invalidValue(path, "resource", text));
	} else if (resourceFieldRef !== undefined) {
		errors.push(...resourceReferenceErrors(resourceFieldRef, `${path}.resourceFieldRef`, true));
	} else errors.push(required(path, "one of fieldRef and resourceFieldRef is required"));
	return [...errors, ...modeErrors(item["mode"], `${path}.mode`)];
}

/** Files of several sources lie in one folder, so their paths must differ. */
function projectionErrors(source: Structure, path: string): FieldError[] {
	const paths = new Set<string>();
	const taken = (file: string, shown: unknown): FieldError[] => {
		if (file === "" || !paths.has(file)) {
			paths.add(file);
			return [];
		}
		return [invalidValue(path, shown, "conflicting duplicate paths")];
	};
	const errors = modeErrors(source["defaultMode"], `${path}.defaultMode`);
	for (const [index, projection] of structuresAt(source, "sources").entries()) {
		const own = `${path}.sources[${index}]`;
		for (const member of ["secret", "configMap"]) {
			if (projection[member] === undefined) continue;
			const part = structureAt(projection, member);
			errors.push(...givenErrors(part, `${own}.${member}`, "name"));
			for (const [at, item] of structuresAt(part, "items").entries()) {
				errors.push(
					...keyErrors(item, `${own}.${member}.items[${at}]`),
					...taken(asText(item["path"] ?? ""), part["name"] ?? ""),
				);
			}
		}
		for (const item of structuresAt(structureAt(projection, "downwardAPI"), "items")) {
			errors.push(...downwardErrors(item, `${own}.downwardAPI`), ...taken(asText(item["path"] ?? ""), item["path"]));
		}
		if (projection["serviceAccountToken"] !== undefined) {
			errors.push(...tokenErrors(structureAt(projection, "serviceAccountToken"), path, own));
		}
		if (Object.keys(projection).length > 1) {
			errors.push(forbiddenField(own, "may not specify more than 1 volume type per source"));
		}
	}
	return errors;
}

function tokenErrors({ expirationSeconds = 0, path: file = "" }: Structure, path: string, own: string): FieldError[] {
	const field = `${own}.serviceAccountToken.expirationSeconds`;
	const seconds = expirationSeconds as number;
	const errors: FieldError[] = [];
	if (seconds < 600) errors.push(invalidValue(field, seconds, "may not specify a duration less than 10 minutes"));
	if (seconds > 2 ** 32) errors.push(invalidValue(field, seconds, "may not specify a duration larger than 2^32 seconds"));
	const wrong = file === "" ? [required(`${path}.path`)] : filePathErrors(`${path}.path`, asText(file));
	return [...errors, ...wrong];
}
