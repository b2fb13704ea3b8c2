"""The calendar: what takes place and what is due, by week or by month."""
