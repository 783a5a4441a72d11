/** One requirement on a field, as authorization reviews write it. */
export interface FieldSelectorRequirement {
	key: string;
	operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | (string & {});
	values?: string[];
}
