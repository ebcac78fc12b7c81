"""What people give: experiences, compliments, concerns and complaints."""
