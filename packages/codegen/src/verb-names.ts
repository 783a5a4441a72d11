/** Every verb that a resource may have, in alphabetical order. */
export const verbNames: readonly string[] = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
