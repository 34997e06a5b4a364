"""What people do around a question: check quotations, judge, summarise, calibrate, and keep its words."""
