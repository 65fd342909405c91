"""Messages: what two sides say to each other about an application, beside the steps that it takes."""
