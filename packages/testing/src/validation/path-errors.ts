import { type FieldError, invalidValue } from "../status/field-error.ts";

/** A path may not lead upwards. */
export function backstepErrors(field: string, path: string): FieldError[] {
	return path.split("/").includes("..") ? [invalidValue(field, path, "must not contain '..'")] : [];
}

/** What is wrong with a path below a folder that is given elsewhere. */
export function descendingPathErrors(field: string, path: string): FieldError[] {
	const absolute = path.startsWith("/") ? [invalidValue(field, path, "must be a relative path")] : [];
	return [...absolute, ...backstepErrors(field, path)];
}

/** What is wrong with the path of a file in a volume, where names that begin with two dots are the kubelet's. */
export function filePathErrors(field: string, path: string): FieldError[] {
	const reserved = path.startsWith("..") && path !== ".." && !path.startsWith("../");
	const errors = descendingPathErrors(field, path);
	return reserved ? [...errors, invalidValue(field, path, "must not start with '..'")] : errors;
}
