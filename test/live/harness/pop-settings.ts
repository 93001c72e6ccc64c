/** Exactly what Thunderbird's account wizard writes for POP. */
export const wizard = {
  leave_on_server: true,
  num_days_to_leave_on_server: 14,
  delete_by_age_from_server: true,
  delete_mail_left_on_server: true,
  download_on_biff: true,
  check_new_mail: true,
  check_time: 10,
};

/** Settings in which nothing is wrong. */
export const sound = {
  ...wizard,
  delete_by_age_from_server: false,
  delete_mail_left_on_server: false,
};
