/** Months and seasons: turns what a user says of lost days by season or month into a chance for the days of each month. */

export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
type Month = (typeof MONTHS)[number];

/** Of the northern hemisphere, whole months, as weather services count them. */
const SEASON_MONTHS = {
  winter: ['dec', 'jan', 'feb'],
  spring: ['mar', 'apr', 'may'],
  summer: ['jun', 'jul', 'aug'],
  autumn: ['sep', 'oct', 'nov'],
} as const satisfies Record<string, readonly Month[]>;

export const SEASONS = Object.keys(SEASON_MONTHS) as readonly (keyof typeof SEASON_MONTHS)[];

/** Of a year that is not a leap year, from January on. */
export const DAYS_IN_MONTH: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days lost in a month, or all of them. */
export type LostDays = number | 'all';
export type LostDaysTable = LostDays | Readonly<Partial<Record<Month | keyof typeof SEASON_MONTHS, LostDays | undefined>>>;

/** Chance that a day is lost, from January on. A month's own number counts for more than its season's; what is left out is 0. */
export function chanceByMonth(table: LostDaysTable, intensity: number): number[] {
  return MONTHS.map((month, i) => {
    const lost = typeof table === 'object' ? (table[month] ?? table[seasonOf(month)] ?? 0) : table;
    return Math.min(1, (lost === 'all' ? 1 : lost / DAYS_IN_MONTH[i]!) * intensity);
  });
}

function seasonOf(month: Month): keyof typeof SEASON_MONTHS {
  return SEASONS.find((season) => (SEASON_MONTHS[season] as readonly Month[]).includes(month)) as keyof typeof SEASON_MONTHS;
}
