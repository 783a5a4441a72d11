/** A number, or a string such as a percentage (`25%`) or a port's name. */
export type IntOrString = number | string;
