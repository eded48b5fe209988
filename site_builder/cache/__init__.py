"""What was found out about content, kept between builds: data only, verified, and of no use to another version."""
