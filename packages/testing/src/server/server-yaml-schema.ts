import {
	boolYaml11Tag,
	defineScalarTag,
	floatCoreTag,
	mapTag,
	mergeTag,
	NOT_RESOLVED,
	nullYaml11Tag,
	Schema,
	seqTag,
	strTag,
} from "js-yaml";

const integer = /^([-+]?)(?:0b([01]+)|0x([\da-fA-F]+)|0o?([0-7]+)|(\d+))$/;

const integerTag = defineScalarTag("tag:yaml.org,2002:int", {
	implicit: true,
	implicitFirstChars: "-+0123456789".split(""),
	resolve: (source) => {
		const [, sign, binary, hexadecimal, octal, decimal] = integer.exec(source.replaceAll("_", "")) ?? [];
		const magnitude =
			binary !== undefined
				? Number.parseInt(binary, 2)
				: hexadecimal !== undefined
					? Number.parseInt(hexadecimal, 16)
					: octal !== undefined
						? Number.parseInt(octal, 8)
						: decimal !== undefined
							? Number(decimal)
							: Number.NaN;
		if (Number.isNaN(magnitude)) return NOT_RESOLVED;
		return sign === "-" && magnitude > 0 ? -magnitude : magnitude;
	},
	identify: Number.isInteger,
	represent: String,
});

/**
 * The scalars as the API server reads them: booleans and nulls of YAML 1.1, integers of both versions with underscores, merge keys, but no times
 * and no numbers to the base of sixty.
 */
export const serverYamlSchema: Schema = new Schema([
	strTag,
	seqTag,
	mapTag,
	nullYaml11Tag,
	boolYaml11Tag,
	integerTag,
	floatCoreTag,
	mergeTag,
]);
