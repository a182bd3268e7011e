"""What one method says otherwise than another, in words."""
