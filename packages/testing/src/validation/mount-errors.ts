import { asText, type Structure, structuresAt } from "../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue, notFoundField, notSupported, required } from "../status/field-error.ts";
import { backstepErrors, descendingPathErrors } from "./path-errors.ts";

/** What is wrong with where a container has volumes. */
export function mountErrors(container: Structure, path: string, volumes: ReadonlyMap<unknown, Structure>): FieldError[] {
	const list = `${path}.volumeMounts`;
	const devices = structuresAt(container, "volumeDevices");
	const places = new Set<unknown>();
	return structuresAt(container, "volumeMounts").flatMap((mount, index) => {
		const own = `${list}[${index}]`;
		const { name = "", mountPath = "" } = mount;
		const errors: FieldError[] = [];
		if (name === "") errors.push(required(`${own}.name`));
		if (!volumes.has(name)) errors.push(notFoundField(`${own}.name`, name));
		if (mountPath === "") errors.push(required(`${own}.mountPath`));
		if (places.has(mountPath)) errors.push(invalidValue(`${own}.mountPath`, mountPath, "must be unique"));
		places.add(mountPath);
		if (devices.some((device) => device["name"] === name)) {
			errors.push(invalidValue(`${own}.name`, name, "must not already exist in volumeDevices"));
		}
		if (devices.some(({ devicePath }) => devicePath === mountPath)) {
			errors.push(invalidValue(`${own}.mountPath`, mountPath, "must not already exist as a path in volumeDevices"));
		}
		return [...errors, ...partErrors(mount, list, own)];
	});
}

/** What is wrong with which part of a volume is mounted; the server names the list without the index here. */
function partErrors(mount: Structure, list: string, own: string): FieldError[] {
	const { subPath = "", subPathExpr = "", mountPropagation, recursiveReadOnly, readOnly } = mount;
	const errors = descendingPathErrors(`${list}.subPath`, asText(subPath));
	if (subPathExpr !== "") {
		const text = "subPathExpr and subPath are mutually exclusive";
		if (subPath !== "") errors.push(invalidValue(`${own}.subPathExpr`, subPathExpr, text));
		errors.push(...descendingPathErrors(`${list}.subPathExpr`, asText(subPathExpr)));
	}
	const propagations = ["Bidirectional", "HostToContainer", "None"];
	if (mountPropagation !== undefined && !propagations.includes(asText(mountPropagation))) {
		errors.push(notSupported(`${list}.mountPropagation`, mountPropagation, propagations));
	}
	if ((recursiveReadOnly === "Enabled" || recursiveReadOnly === "IfPossible") && readOnly !== true) {
		errors.push(forbiddenField(`${list}.recursiveReadOnly`, "may only be specified when readOnly is true"));
	}
	return errors;
}

/** What is wrong with the volumes that a container has as devices. */
export function deviceErrors(container: Structure, path: string, volumes: ReadonlyMap<unknown, Structure>): FieldError[] {
	const mounts = structuresAt(container, "volumeMounts");
	const [names, places] = [new Set<unknown>(), new Set<unknown>()];
	return structuresAt(container, "volumeDevices").flatMap(({ name = "", devicePath = "" }, index) => {
		const own = `${path}.volumeDevices[${index}]`;
		const volume = volumes.get(name);
		const errors: FieldError[] = [];
		const wrong = (member: string, value: unknown, text: string): void =>
			void errors.push(invalidValue(`${own}.${member}`, value, text));
		if (name === "") errors.push(required(`${own}.name`));
		if (names.has(name)) wrong("name", name, "must be unique");
		if (volume === undefined) errors.push(notFoundField(`${own}.name`, name));
		else if (volume["persistentVolumeClaim"] === undefined && volume["ephemeral"] === undefined) {
			wrong("name", name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
		}
		if (devicePath === "") errors.push(required(`${own}.devicePath`));
		if (places.has(devicePath)) wrong("devicePath", devicePath, "must be unique");
		if (backstepErrors("", asText(devicePath)).length > 0) wrong("devicePath", devicePath, "can not contain backsteps ('..')");
		else places.add(devicePath);
		if (mounts.some((mount) => mount["name"] === name)) wrong("name", name, "must not already exist in volumeMounts");
		if (mounts.some(({ mountPath }) => mountPath === devicePath)) {
			wrong("devicePath", devicePath, "must not already exist as a path in volumeMounts");
		}
		names.add(name);
		return errors;
	});
}
