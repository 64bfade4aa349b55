export const priceOf = (item) => item.length * 10;
