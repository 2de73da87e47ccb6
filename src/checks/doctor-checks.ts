/** Checks that only `doctor` makes, by the names of their lines. */
export const DOCTOR_CHECKS = ['identity', 'clock', 'endpoints', 'permissions', 'quotas', 'dry-run', 'serving'] as const
export type DoctorCheck = (typeof DOCTOR_CHECKS)[number]
